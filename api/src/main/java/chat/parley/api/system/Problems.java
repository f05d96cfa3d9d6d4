package chat.parley.api.system;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;

/// A refusal as an answer. Path and request id are added on the way out by [RequestIds].
public final class Problems {
  /// A 401 says how to come back with better luck (RFC 9110 §11.6.1).
  private static final String CHALLENGE = "Bearer realm=\"parley\"";

  private Problems() {}

  public static <T> MutableHttpResponse<T> refuse(ErrorCode code, String detail) {
    return refuse(Problem.of(code, detail));
  }

  /// @param <T> what the call answers when it doesn't refuse: the body here is the problem
  @SuppressWarnings("unchecked") // a body is written by its own class, whatever T is
  public static <T> MutableHttpResponse<T> refuse(Problem problem) {
    MutableHttpResponse<T> response =
        (MutableHttpResponse<T>)
            HttpResponse.<Object>status(HttpStatus.valueOf(problem.status()))
                .contentType(Problem.MEDIA_TYPE)
                .body(problem);
    return problem.status() == HttpStatus.UNAUTHORIZED.getCode()
        ? response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        : response;
  }

  /// The answer for what is absent, and for what the caller may not know to exist: the same
  /// bytes.
  public static <T> MutableHttpResponse<T> notFound() {
    return refuse(ErrorCode.NOT_FOUND, "There is nothing here, or it is not yours to see.");
  }

  /// Between two of whom one has blocked the other. It doesn't say which.
  public static <T> MutableHttpResponse<T> blocked() {
    return refuse(ErrorCode.BLOCKED, "One of you has blocked the other.");
  }

  /// For a rule that only the whole request can break.
  public static <T> MutableHttpResponse<T> invalid(String field, String code, String message) {
    return refuse(
        Problem.of(ErrorCode.VALIDATION_FAILED, "See 'errors'.")
            .withErrors(List.of(new Problem.FieldError(field, code, message))));
  }
}
