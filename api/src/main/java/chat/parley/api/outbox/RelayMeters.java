package chat.parley.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// What the relay did. `parley.outbox.relayed` is to stay near zero: each is an event that came
/// late.
@Singleton
class RelayMeters {
  private final MeterRegistry meters;
  private final Counter relayed;
  private final Counter obsolete;
  private final Counter unreadable;

  RelayMeters(MeterRegistry meters) {
    this.meters = meters;
    this.relayed = meters.counter("parley.outbox.relayed");
    this.obsolete = meters.counter("parley.outbox.obsolete");
    this.unreadable = meters.counter("parley.outbox.unreadable");
  }

  void passed(Pass pass) {
    switch (pass) {
      case Pass.Idle idle -> count("idle", 0);
      case Pass.Relayed all -> count("relayed", all.published());
      case Pass.RedisAway some -> count("redis_away", some.published());
    }
  }

  void failed() {
    count("failed", 0);
  }

  void leftOut(int obsoleteRows, int unreadableRows) {
    obsolete.increment(obsoleteRows);
    unreadable.increment(unreadableRows);
  }

  private void count(String outcome, int published) {
    meters.counter("parley.outbox.passes", "outcome", outcome).increment();
    relayed.increment(published);
  }
}
