package chat.parley.push.feed;

import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The events that one round of a loop hands out: how late they were is known when the round has
/// flushed them. The clock is read once for each round that had any, whatever the number of
/// sockets. Only that loop touches it.
final class Handed {
  private final FeedMeters meters;
  private final Clock clock;
  private final List<Event> events = new ArrayList<>();
  private final List<Span> followed = new ArrayList<>(0);

  Handed(FeedMeters meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /// About to be written.
  ///
  /// @param sockets how many of the loop's get it, at least one
  void add(Run run, int sockets) {
    for (Sequencer.Item<Event> item : run.items()) {
      Event event = item.thing();
      events.add(event);
      if (event.journey() != null) {
        followed.add(event.journey().writing(sockets));
      }
    }
  }

  void flushed() {
    if (events.isEmpty()) {
      return;
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    for (Event event : events) {
      if (event.micros() != 0) {
        meters.delivered(now - event.micros());
      }
    }
    events.clear();
    followed.forEach(Span::end);
    followed.clear();
  }
}
