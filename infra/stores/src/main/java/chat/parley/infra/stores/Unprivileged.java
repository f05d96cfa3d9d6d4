package chat.parley.infra.stores;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root. Where this JVM does (containers, mostly), its commands run as
/// nobody: in a user namespace, where files keep their owner, or, where the container forbids that
/// (Docker's default), with the user changed.
final class Unprivileged {
  private static final int NOBODY = 65534;
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> OTHER_USER =
      List.of(
          "setpriv",
          "--reuid=" + NOBODY,
          "--regid=" + NOBODY,
          "--clear-groups",
          // Folders above the data may be root's alone.
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override");

  private static final List<String> PREFIX = prefix();

  /// Files that PostgreSQL is to own need [#giveTo(Path)] first.
  static final boolean CHANGES_USER = PREFIX.equals(OTHER_USER);

  private Unprivileged() {}

  static List<String> command(List<String> command) {
    return Stream.concat(PREFIX.stream(), command.stream()).toList();
  }

  static void giveTo(Path folder) throws IOException {
    if (CHANGES_USER) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
  }

  private static List<String> prefix() {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    return Stream.of(NAMESPACE, OTHER_USER)
        .filter(Unprivileged::works)
        .findFirst()
        .orElseThrow(
            () ->
                new StartException(
                    "PostgreSQL cannot run as root, and neither `unshare -U` nor `setpriv` works"
                        + " here: run as another user."));
  }

  private static boolean works(List<String> prefix) {
    var command = Stream.concat(prefix.stream(), Stream.of("true")).toList();
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
