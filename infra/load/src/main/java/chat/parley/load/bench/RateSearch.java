package chat.parley.load.bench;

import java.util.Optional;
import java.util.function.DoubleFunction;

/// Finds the highest rate at which a server keeps up: upwards in large steps until it does not,
/// then by halving what is left between. A rate is too high when it was so twice: on a shared
/// machine once may be somebody else's doing, and would end the search far from where it should.
///
/// @param step from one rate to the next while it is not known where the end is, above 1
/// @param halvings of that step, until the result is taken for exact enough
record RateSearch(double step, int halvings) {
  private static final int MOST_STEPS = 16;

  RateSearch {
    if (!(step > 1)) {
      throw new IllegalArgumentException("a search must go on: " + step);
    }
  }

  /// For another time, from where this one ended: in steps as fine as its last.
  RateSearch resumed() {
    return new RateSearch(Math.pow(step, Math.pow(0.5, halvings)), 0);
  }

  /// What was tried.
  interface Try {
    boolean sustained();
  }

  /// @param start the first rate; when that is too much, the search goes down from it
  /// @return the try of the highest rate that was sustained, if any was
  <T extends Try> Optional<T> highest(double start, DoubleFunction<T> tries) {
    double good = 0;
    double bad = 0;
    T best = null;
    double rate = start;
    for (int i = 0; i < MOST_STEPS && (good == 0 || bad == 0); i++) {
      T tried = twice(rate, tries);
      if (tried.sustained()) {
        good = rate;
        best = tried;
      } else {
        bad = rate;
      }
      rate = tried.sustained() ? rate * step : rate / step;
    }
    for (int i = 0; i < halvings && good > 0 && bad > 0; i++) {
      double middle = Math.sqrt(good * bad);
      T tried = twice(middle, tries);
      if (tried.sustained()) {
        good = middle;
        best = tried;
      } else {
        bad = middle;
      }
    }
    return Optional.ofNullable(best);
  }

  private static <T extends Try> T twice(double rate, DoubleFunction<T> tries) {
    T tried = tries.apply(rate);
    return tried.sustained() ? tried : tries.apply(rate);
  }
}
