package chat.parley.push.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// Counts what feeds do. Safe for any thread.
@Singleton
final class FeedMeters {
  /// What people notice lies between 50 ms and a second; what is below says how the machine does.
  private static final Duration[] LAGS =
      LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer lag;
  private final Counter gaps;
  private final Counter filled;
  private final Timer answered;
  private final Timer failed;
  private final Counter droppedBehind;
  private final Counter droppedAhead;

  FeedMeters(MeterRegistry meters) {
    this.lag =
        Timer.builder("parley.push.delivery.lag")
            .description(
                "Events from their place in the conversation to the sockets of an event loop")
            .serviceLevelObjectives(LAGS)
            .register(meters);
    this.gaps =
        Counter.builder("parley.push.gaps")
            .description("Holes in a conversation's events that did not close by themselves")
            .register(meters);
    this.filled =
        Counter.builder("parley.push.gaps.filled")
            .description("Events that the api had to give because Redis did not bring them")
            .register(meters);
    this.answered = replays("answered", meters);
    this.failed = replays("failed", meters);
    this.droppedBehind = dropped("behind", meters);
    this.droppedAhead = dropped("ahead", meters);
  }

  private static Timer replays(String outcome, MeterRegistry meters) {
    return Timer.builder("parley.push.replays")
        .description("Questions to the api for the events of a conversation")
        .tag("outcome", outcome)
        .register(meters);
  }

  private static Counter dropped(String kind, MeterRegistry meters) {
    return Counter.builder("parley.push.dropped")
        .description("Events that were let go instead of kept, by why that does no harm")
        .tag("class", kind)
        .register(meters);
  }

  void delivered(long micros) {
    lag.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
  }

  void gap() {
    gaps.increment();
  }

  void filled(long events) {
    filled.increment((double) events);
  }

  void replayed(boolean isAnswered, long nanos) {
    (isAnswered ? answered : failed).record(nanos, TimeUnit.NANOSECONDS);
  }

  /// What has no number, for who is still being caught up: the newest counts.
  void droppedBehind() {
    droppedBehind.increment();
  }

  /// What waited behind a hole: the replay brings it again.
  void droppedAhead(int events) {
    droppedAhead.increment(events);
  }
}
