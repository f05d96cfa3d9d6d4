package chat.parley.api.limit;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/// So many within any span of that length.
public record Quota(int count, Duration span) {
  public Quota {
    if (count < 1 || span.toMillis() < 1) {
      throw new IllegalArgumentException("neither may be less than 1: " + count + "/" + span);
    }
  }

  /// @param text `5/5s`, `100/1h`, `1000/24h`
  /// @throws IllegalArgumentException when it is nothing like that
  static Quota parse(String text) {
    String[] parts = text.strip().split("/", -1);
    try {
      if (parts.length == 2) {
        return new Quota(Integer.parseInt(parts[0]), Duration.parse("PT" + parts[1]));
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IllegalArgumentException("no rate limit: " + text, e);
    }
    throw new IllegalArgumentException("no rate limit: " + text);
  }

  /// Whole ones, at least one.
  long seconds() {
    return seconds(span);
  }

  static long seconds(Duration time) {
    return Math.max(1, Math.ceilDiv(time.toMillis(), 1000L));
  }
}
