package chat.parley.infra.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of 127.0.0.1.
public final class Ports {
  /// Not `localhost`, which may be `::1` first; everything here listens on IPv4.
  public static final String HOST = "127.0.0.1";

  static final InetAddress ADDRESS = InetAddress.ofLiteral(HOST);

  /// Below what systems hand out to connections (Linux 32768, others 49152 and more): a server that
  /// is down for a moment must not find a connection on its port when it comes back.
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private Ports() {}

  /// A port that nobody listened on a moment ago. Another process may be quicker to take it.
  public static int free() {
    for (var attempt = 0; attempt < LAST - FIRST; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (!isTaken(port)) {
        return port;
      }
    }
    throw new StartException("No free port between %d and %d.".formatted(FIRST, LAST));
  }

  public static boolean isTaken(int port) {
    try (var socket = new ServerSocket()) {
      // All addresses: that is where api and push listen, and it clashes with any single one.
      socket.bind(new InetSocketAddress(port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
