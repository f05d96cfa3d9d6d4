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

  public static MutableHttpResponse<Object> refuse(ErrorCode code, String detail) {
    return refuse(Problem.of(code, detail));
  }

  public static MutableHttpResponse<Object> refuse(Problem problem) {
    MutableHttpResponse<Object> response =
        HttpResponse.<Object>status(HttpStatus.valueOf(problem.status()))
            .contentType(Problem.MEDIA_TYPE)
            .body(problem);
    return problem.status() == HttpStatus.UNAUTHORIZED.getCode()
        ? response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        : response;
  }

  /// The answer for what is absent, and for what the caller may not know to exist: the same
  /// bytes.
  public static MutableHttpResponse<Object> notFound() {
    return refuse(ErrorCode.NOT_FOUND, "There is nothing here, or it is not yours to see.");
  }

  /// Between two of whom one has blocked the other. It doesn't say which.
  public static MutableHttpResponse<Object> blocked() {
    return refuse(ErrorCode.BLOCKED, "One of you has blocked the other.");
  }

  /// For a rule that only the whole request can break.
  public static MutableHttpResponse<Object> invalid(String field, String code, String message) {
    return refuse(
        Problem.of(ErrorCode.VALIDATION_FAILED, "See 'errors'.")
            .withErrors(List.of(new Problem.FieldError(field, code, message))));
  }
}
