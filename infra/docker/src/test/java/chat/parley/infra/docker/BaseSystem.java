package chat.parley.infra.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the images' base has that a program may use, and no more: the C library, and bash for the
/// probe. Taken from this machine.
final class BaseSystem {
  private static final Path BASH = Path.of("/bin/bash");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+/(\\S+?)) \\(0x");

  /// Of the C library, beside those that bash is linked to.
  private static final List<String> REST_OF_THE_C_LIBRARY =
      List.of("libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1");

  private BaseSystem() {}

  static void copyTo(Path root) throws IOException {
    for (String folder : List.of("bin", "etc", "dev", "proc", "tmp", "var/lib/parley")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String device : List.of("null", "random", "urandom")) {
      Files.createFile(root.resolve("dev").resolve(device)); // The machine's is mounted over it.
    }
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
    Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 127.0.0.11\n");
    copy(BASH, root);
    Process ldd = new ProcessBuilder("ldd", BASH.toString()).start();
    String libraries = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (Matcher found = LIBRARY.matcher(libraries); found.find(); ) {
      Path library = Path.of(found.group(1));
      copy(library, root);
      if (found.group(2).equals("libc.so.6")) {
        for (String other : REST_OF_THE_C_LIBRARY) {
          copy(library.resolveSibling(other), root);
        }
      }
    }
  }

  /// To the same place.
  private static void copy(Path file, Path root) throws IOException {
    Path target = root.resolve(file.toString().substring(1));
    Files.createDirectories(target.getParent());
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
