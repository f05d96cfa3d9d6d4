package chat.parley.push.socket;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// What this node is called.
@Singleton
final class Node {
  private final String name;

  Node(SocketSettings settings) {
    this.name = settings.node() == null ? invented() : settings.node();
  }

  String name() {
    return name;
  }

  private static String invented() {
    return host() + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "push";
    }
  }
}
