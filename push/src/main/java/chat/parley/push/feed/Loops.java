package chat.parley.push.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The event loops of this node: whose is what. Safe for any thread.
@Singleton
public final class Loops {
  /// What part of the heap the rings of all feeds may take.
  private static final int RING_SHARE = 8;

  private final List<EventLoop> all;
  private final Map<EventLoop, LoopDelivery> deliveries;
  private final Map<EventLoop, RingMemory> ringMemories;

  Loops(EventLoopGroupRegistry registry, FeedMeters feedMeters, Clock clock, MeterRegistry meters) {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor executor : registry.getDefaultEventLoopGroup()) {
      loops.add((EventLoop) executor);
    }
    this.all = List.copyOf(loops);
    this.deliveries =
        all.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    loop -> new LoopDelivery(loop, new Handed(feedMeters, clock))));
    long ringBytes = Runtime.getRuntime().maxMemory() / RING_SHARE / all.size();
    this.ringMemories =
        all.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), loop -> new RingMemory(ringBytes)));
    Gauge.builder("parley.push.loop.tasks", this, Loops::waitingTasks)
        .description("Tasks that wait for an event loop")
        .register(meters);
    Gauge.builder("parley.push.rounds.bytes", this, Loops::waitingBytes)
        .description("Size of the events that wait for a round, once for each event loop")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
  }

  private int waitingTasks() {
    return all.stream()
        .mapToInt(
            loop -> loop instanceof SingleThreadEventExecutor queue ? queue.pendingTasks() : 0)
        .sum();
  }

  private long waitingBytes() {
    return deliveries.values().stream().mapToLong(LoopDelivery::waitingBytes).sum();
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
    return of(loop, deliveries);
  }

  /// Shared by the rings of the feeds that the loop owns; to be used on that loop.
  RingMemory ringMemoryOf(EventLoop loop) {
    return of(loop, ringMemories);
  }

  private static <T> T of(EventLoop loop, Map<EventLoop, T> all) {
    T own = all.get(loop);
    if (own == null) {
      throw new IllegalArgumentException("not one of this node's event loops: " + loop);
    }
    return own;
  }
}
