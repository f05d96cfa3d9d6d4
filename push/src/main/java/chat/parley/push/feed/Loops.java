package chat.parley.push.feed;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The event loops of this node: whose is what. Safe for any thread.
@Singleton
public final class Loops {
  private final List<EventLoop> all;
  private final Map<EventLoop, LoopDelivery> deliveries;

  Loops(EventLoopGroupRegistry registry) {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor executor : registry.getDefaultEventLoopGroup()) {
      loops.add((EventLoop) executor);
    }
    this.all = List.copyOf(loops);
    this.deliveries =
        all.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), LoopDelivery::new));
  }

  /// The loop that owns what is kept under this key.
  EventLoop ownerOf(Object key) {
    return all.get(Math.floorMod(key.hashCode() * 0x9E3779B9, all.size()));
  }

  List<EventLoop> all() {
    return all;
  }

  /// The deliveries to the sockets of a loop; to be used on that loop.
  LoopDelivery deliveryOn(EventLoop loop) {
    LoopDelivery delivery = deliveries.get(loop);
    if (delivery == null) {
      throw new IllegalArgumentException("not one of this node's event loops: " + loop);
    }
    return delivery;
  }
}
