package chat.parley.load;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// When something is said: evenly through the year that ends today.
///
/// @param logged since when there is a partition of the log
record Year(Instant begin, Instant end, Instant logged) {
  private static final Duration LENGTH = Duration.ofDays(365);

  static Year endingAt(Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS);
    Instant monday =
        end.atOffset(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .truncatedTo(ChronoUnit.DAYS)
            .toInstant();
    return new Year(end.minus(LENGTH), end, monday.minus(Duration.ofDays(7)));
  }

  /// Each later than the one before.
  Instant at(long message, long messages) {
    long micros = ChronoUnit.MICROS.between(begin, end);
    return begin.plus((long) ((double) micros * message / messages), ChronoUnit.MICROS);
  }
}
