package chat.parley.push.socket;

import chat.parley.shared.problem.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens to sockets. Safe for any thread.
@Singleton
final class SocketMeters {
  private final Counter dropped;
  private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
  private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);
  private final LongAdder waiting = new LongAdder();

  SocketMeters(MeterRegistry meters) {
    this.dropped =
        Counter.builder("parley.push.dropped")
            .description("Events that were let go instead of kept, by why that does no harm")
            .tag("class", "ephemeral")
            .register(meters);
    for (CloseReason reason : CloseReason.values()) {
      closed.put(
          reason,
          Counter.builder("parley.push.closed")
              .description("Sockets that this node closed, by close code")
              .tag("code", String.valueOf(reason.code()))
              .register(meters));
    }
    for (ErrorCode code : ErrorCode.values()) {
      refused.put(
          code,
          Counter.builder("parley.push.refused")
              .description("Openings that were answered with a problem, by its code")
              .tag("code", code.code())
              .register(meters));
    }
    Gauge.builder("parley.push.outbound.bytes", waiting, LongAdder::sum)
        .description("Size of the events that wait for slow sockets, held back ones included")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
  }

  /// An opening that came to nothing.
  void refused(ErrorCode code) {
    Counter counter = refused.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  /// What waits for slow sockets, in bytes.
  LongAdder waiting() {
    return waiting;
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
