package chat.parley.load.bench;

import java.util.Locale;

/// Something that has to be shown, with what was seen.
///
/// @param least what it must at least be, or -infinity
/// @param most what it must at most be, or infinity
record Bar(String what, double value, double least, double most, String unit) {
  private static final double PERCENT = 100;

  static Bar atMost(String what, double value, double most, String unit) {
    return new Bar(what, value, Double.NEGATIVE_INFINITY, most, unit);
  }

  static Bar atLeast(String what, double value, double least, String unit) {
    return new Bar(what, value, least, Double.POSITIVE_INFINITY, unit);
  }

  static Bar within(String what, double value, double least, double most, String unit) {
    return new Bar(what, value, least, most, unit);
  }

  boolean isMet() {
    return value >= least && value <= most;
  }

  /// By how many per cent of the bound; 0 when it is met.
  double missedByPercent() {
    double bound = value > most ? most : least;
    return isMet() ? 0 : Math.abs(value - bound) / bound * PERCENT;
  }

  String wanted() {
    String limit =
        Double.isInfinite(least)
            ? "at most " + text(most)
            : Double.isInfinite(most)
                ? "at least " + text(least)
                : "%s to %s".formatted(text(least), text(most));
    return (limit + " " + unit).strip();
  }

  String seen() {
    return (text(value) + " " + unit).strip();
  }

  String verdict() {
    return isMet() ? "met" : String.format(Locale.ROOT, "missed by %.0f %%", missedByPercent());
  }

  String sentence() {
    return "%s: %s (%s): %s".formatted(what, seen(), wanted(), verdict());
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < PERCENT ? "%.2f" : "%,.0f", number);
  }
}
