package chat.parley.push.socket;

import chat.parley.shared.redis.SocketCounts;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

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

  @Scheduled(fixedRate = "${parley.push.count-interval:5s}")
  void say() {
    counts.say(node.name(), sockets.count());
  }

  /// Lost, this node counts for 15 s longer.
  @PreDestroy
  void leave() {
    counts.say(node.name(), 0).orTimeout(500, TimeUnit.MILLISECONDS).exceptionally(e -> 0L).join();
  }
}
