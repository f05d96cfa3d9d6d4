package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.Path;

/// How one kind of server is started on its folder.
interface Server {
  String name();

  /// Returns when it answers.
  ChildProcess launch(int port) throws IOException;

  /// Makes it end soon and in order.
  Signal fastShutdown();

  Path folder();

  boolean isTemporary();
}
