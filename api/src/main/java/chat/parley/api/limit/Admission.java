package chat.parley.api.limit;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Whether somebody may, and what it has cost them so far. For one thread at a time: the
/// request's own, then whichever writes the answer.
public final class Admission {
  private static final String ATTRIBUTE = "parley.admission";

  /// To what nobody limits.
  static final Admission FREE =
      new Admission(new Verdict(true, Duration.ZERO, List.of()), () -> {});

  private final Verdict verdict;
  private final Runnable giveBack;
  private boolean givenBack;

  Admission(Verdict verdict, Runnable giveBack) {
    this.verdict = verdict;
    this.giveBack = giveBack;
  }

  public boolean isRefused() {
    return !verdict.admitted();
  }

  /// Does what was admitted, and gives the price back unless it came to something that costs;
  /// also when it failed.
  public <T> T charge(Supplier<T> action, Predicate<T> costs) {
    boolean counts = false;
    try {
      T result = action.get();
      counts = costs.test(result);
      return result;
    } finally {
      if (!counts) {
        giveBack();
      }
    }
  }

  private void giveBack() {
    if (!isRefused() && this != FREE) {
      givenBack = true;
      giveBack.run();
    }
  }

  Verdict verdict() {
    return verdict;
  }

  boolean isGivenBack() {
    return givenBack;
  }

  void tellIn(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static Optional<Admission> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Admission.class);
  }
}
