package chat.parley.shared.production;

import java.util.List;
import java.util.stream.Collectors;

/// Thrown by a start in production mode, with all that is wrong with the settings.
public final class UnfitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnfitException(List<Finding> refusals) {
    super(text(refusals));
  }

  private static String text(List<Finding> refusals) {
    String what = refusals.size() == 1 ? "1 setting is" : refusals.size() + " settings are";
    return refusals.stream()
        .map(refusal -> System.lineSeparator() + "  " + refusal.line())
        .collect(
            Collectors.joining(
                "",
                "in production mode this does not start: %s not fit for it".formatted(what),
                ""));
  }
}
