package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// TCP ports of 127.0.0.1.
public final class Ports {
  /// Not `localhost`, which may be `::1` first; everything here listens on IPv4.
  public static final String HOST = "127.0.0.1";

  static final InetAddress ADDRESS = InetAddress.ofLiteral(HOST);

  private Ports() {}

  /// A port that nobody listened on a moment ago. Another process may be quicker to take it.
  public static int free() {
    try (var socket = new ServerSocket(0, 1, ADDRESS)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
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
