package chat.parley.infra.dev;

import chat.parley.infra.stores.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where this repository is checked out, and with it the jars that Maven builds.
///
/// @param root the folder with `api/` and `push/`
public record Checkout(Path root) {
  public Checkout {
    root = root.toAbsolutePath().normalize();
  }

  /// The one that the working folder is in: Maven runs tests in their module.
  public static Checkout here() {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("infra/dev/pom.xml")))
        .map(Checkout::new)
        .findFirst()
        .orElseThrow(() -> new StartException("This is no folder of a Parley checkout."));
  }

  public Program api() {
    return program("api", "api/target/parley-api.jar");
  }

  public Program push() {
    return program("push", "push/target/parley-push.jar");
  }

  /// With what the property `parley.dev.jvm` gives the JVM of every program, which wins: those of
  /// tests live for minutes at most, and do without the second compiler.
  private Program program(String name, String jar) {
    var program = new Program(name, root.resolve(jar));
    var options = System.getProperty("parley.dev.jvm", "");
    return options.isBlank() ? program : program.with(options.split(" "));
  }
}
