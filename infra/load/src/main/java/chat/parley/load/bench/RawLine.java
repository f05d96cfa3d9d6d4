package chat.parley.load.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/// A sample as one line, with nothing left out.
final class RawLine {
  private RawLine() {}

  static String of(Sample sample) {
    return "%s | %s | %s | #%d | %s"
        .formatted(
            sample.workload(),
            sample.server(),
            sample.phase(),
            sample.repetition(),
            sample.figures().entrySet().stream()
                .map(figure -> figure.getKey() + "=" + number(figure.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /// With four digits or more that say something.
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.4f" : "%.3f", value);
  }
}
