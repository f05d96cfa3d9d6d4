package chat.parley.infra.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How this machine can keep a process to a file system of its own.
enum Isolation {
  /// The user of the image runs it.
  AS_ROOT(""),
  /// Nobody is root here, but may be in a namespace of their own; it is that user who runs it.
  IN_A_USER_NAMESPACE("--user --map-root-user ");

  private final String options;

  Isolation(String options) {
    this.options = options;
  }

  static Optional<Isolation> possible() {
    return Stream.of(values()).filter(Isolation::works).findFirst();
  }

  List<String> command(List<String> command) {
    String prefix = "unshare " + options + "--mount --pid --fork --kill-child";
    List<String> all = new ArrayList<>(List.of(prefix.split(" ", -1)));
    all.addAll(command);
    return List.copyOf(all);
  }

  private boolean works() {
    try {
      List<String> mount = List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt");
      return new ProcessBuilder(command(mount)).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
