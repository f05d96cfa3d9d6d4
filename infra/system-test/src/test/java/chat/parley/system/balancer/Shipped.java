package chat.parley.system.balancer;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A configuration file as it is shipped, but for what is an installation's own. Each replacement
/// has to be the only one of its kind in the file: no rule can be lost by it.
record Shipped(String text) {
  static Shipped file(String path) throws IOException {
    return new Shipped(
        Files.readString(Checkout.here().root().resolve("infra/docker").resolve(path)));
  }

  Shipped with(String shipped, String here) {
    int first = text.indexOf(shipped);
    if (first < 0 || text.indexOf(shipped, first + 1) >= 0) {
      throw new IllegalStateException("'" + shipped + "' is not once in the file");
    }
    return new Shipped(text.replace(shipped, here));
  }

  /// `api-1:8080` and the like become addresses of this machine.
  Shipped withNodes(String name, String port, List<Integer> ports) {
    Shipped all = this;
    for (int i = 0; i < ports.size(); i++) {
      all = all.with(name + "-" + (i + 1) + ":" + port, "127.0.0.1:" + ports.get(i));
    }
    return all;
  }

  Path in(Path folder, String name) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
