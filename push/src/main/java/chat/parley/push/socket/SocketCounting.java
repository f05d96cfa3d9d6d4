package chat.parley.push.socket;

import chat.parley.shared.redis.SocketCounts;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/// Says how many sockets this node has, for whoever adds up those of all. Lost, it is said again
/// five seconds later.
@Singleton
class SocketCounting {
  private final Node node;
  private final OpenSockets sockets;
  private final SocketCounts counts;

  SocketCounting(Node node, OpenSockets sockets, SocketCounts counts) {
    this.node = node;
    this.sockets = sockets;
    this.counts = counts;
  }

  @Scheduled(fixedRate = "5s")
  void say() {
    counts.say(node.name(), sockets.count());
  }

  @PreDestroy
  void leave() {
    counts.say(node.name(), 0);
  }
}
