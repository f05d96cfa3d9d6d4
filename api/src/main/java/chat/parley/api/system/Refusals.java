package chat.parley.api.system;

import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/// Carries why a token was refused from where that is known to where the answer is written.
public final class Refusals {
  private static final String ATTRIBUTE = "parley.refusal";

  private Refusals() {}

  public static void note(HttpRequest<?> request, ErrorCode code) {
    request.setAttribute(ATTRIBUTE, code);
  }

  static Optional<ErrorCode> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, ErrorCode.class);
  }
}
