package chat.parley.infra.docker;

import chat.parley.infra.stores.StartException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/// A Java runtime that jlink makes of the JDK that this JVM runs on.
final class JavaRuntime {
  private JavaRuntime() {}

  /// Keeps the lines' numbers: stack traces are worth little without. Compresses nothing, as
  /// registries do so on the way, and a JVM would undo it at each start.
  ///
  /// @param folder that doesn't exist yet
  static void link(Modules modules, Path folder) {
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var jlink = ToolProvider.findFirst("jlink").orElseThrow();
    var code =
        jlink.run(
            out,
            out,
            "--add-modules",
            String.join(",", modules.needed()),
            "--vm",
            "server",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.toString());
    if (code != 0) {
      throw new StartException("jlink made no runtime of this JDK: " + said.toString().strip());
    }
  }
}
