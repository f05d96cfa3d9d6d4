package chat.parley.push.system;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Turns what went wrong with a plain request into a problem document.
@Singleton
class ProblemResponses implements ErrorResponseProcessor<Problem> {
  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    ErrorCode code =
        switch (response.code()) {
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
          case 500, 503 -> ErrorCode.DEPENDENCY_UNAVAILABLE;
          default -> ErrorCode.MALFORMED_REQUEST;
        };
    String requestId = UUID.randomUUID().toString();
    return response
        .header("X-Request-Id", requestId)
        .contentType(Problem.MEDIA_TYPE)
        .body(
            Problem.of(code, code.title() + ".")
                .withStatus(response.code())
                .at(context.getRequest().getPath(), requestId));
  }
}
