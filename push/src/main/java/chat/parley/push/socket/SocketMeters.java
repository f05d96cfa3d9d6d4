package chat.parley.push.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/// Counts what happens to sockets. Safe for any thread.
@Singleton
final class SocketMeters {
  private final Counter dropped;
  private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

  SocketMeters(MeterRegistry meters) {
    this.dropped =
        Counter.builder("parley.push.dropped")
            .description("Ephemeral events that a slow socket was spared")
            .register(meters);
    for (CloseReason reason : CloseReason.values()) {
      closed.put(
          reason,
          Counter.builder("parley.push.closed")
              .description("Sockets that this node closed, by close code")
              .tag("code", String.valueOf(reason.code()))
              .register(meters));
    }
  }

  void dropped() {
    dropped.increment();
  }

  void closed(CloseReason reason) {
    Counter counter = closed.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
