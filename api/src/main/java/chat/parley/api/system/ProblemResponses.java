package chat.parley.api.system;

import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one place that turns what went wrong, wherever it did, into a problem document.
@Singleton
class ProblemResponses implements ErrorResponseProcessor<Problem> {

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    String id = RequestIds.of(request);
    Problem problem = problemOf(context, response.code()).at(request.getPath(), id);
    response.getHeaders().set(RequestIds.HEADER, id);
    return response
        .status(HttpStatus.valueOf(problem.status()))
        .contentType(Problem.MEDIA_TYPE)
        .body(problem);
  }

  private static Problem problemOf(ErrorContext context, int status) {
    Throwable cause = context.getRootCause().orElse(null);
    HttpRequest<?> request = context.getRequest();
    if (cause instanceof ConstraintViolationException violations) {
      return invalid(violations);
    }
    if (cause instanceof ConversionErrorException conversion && isInPath(conversion)) {
      // A malformed id names nothing.
      return Problem.of(ErrorCode.NOT_FOUND, "Nothing has this id.");
    }
    if (cause != null && LostDependency.isBehind(cause)) {
      return Problem.of(ErrorCode.DEPENDENCY_UNAVAILABLE, "The database does not answer; retry.");
    }
    Optional<ErrorCode> refusal = Refusals.of(request);
    if (status == 401 && refusal.isPresent()) {
      return Problem.of(refusal.get(), refusal.get().title() + ".");
    }
    return switch (status) {
      case 400 -> Problem.of(ErrorCode.MALFORMED_REQUEST, unreadable(cause));
      case 401 -> Problem.of(ErrorCode.UNAUTHENTICATED, "Send a valid access token.");
      case 403 -> Problem.of(ErrorCode.FORBIDDEN, "You may not do this.");
      case 404 -> Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
      case 405 ->
          Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This address does not know that method.");
      case 413 -> Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, "The request body is too large.");
      case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
      case 503 -> Problem.of(ErrorCode.DEPENDENCY_UNAVAILABLE, "Retry in a moment.");
      default -> other(status);
    };
  }

  /// Says where the document broke without quoting it: it may hold a password.
  private static String unreadable(@Nullable Throwable cause) {
    if (cause instanceof ConversionErrorException conversion) {
      return "'%s' has the wrong type.".formatted(conversion.getArgument().getName());
    }
    if (cause instanceof HttpStatusException status && status.getMessage() != null) {
      return status.getMessage();
    }
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof MalformedIdException malformed) {
        return "An id is %s.".formatted(malformed.getMessage());
      }
    }
    return "The request is not well-formed, or a member has the wrong type.";
  }

  private static Problem invalid(ConstraintViolationException violations) {
    List<Problem.FieldError> errors =
        violations.getConstraintViolations().stream().map(ProblemResponses::fieldError).toList();
    return Problem.of(ErrorCode.VALIDATION_FAILED, "See 'errors'.").withErrors(errors);
  }

  private static Problem.FieldError fieldError(ConstraintViolation<?> violation) {
    return new Problem.FieldError(
        FieldNames.of(violation.getPropertyPath()),
        FieldNames.constraint(violation),
        violation.getMessage());
  }

  private static boolean isInPath(ConversionErrorException conversion) {
    return conversion.getArgument().getAnnotationMetadata().hasAnnotation(PathVariable.class);
  }

  private static Problem other(int status) {
    HttpStatus http = HttpStatus.valueOf(status);
    boolean ours = status >= 500;
    return new Problem(
        "about:blank",
        http.getReason(),
        status,
        ours
            ? "Something broke on our side; the request id finds it in the log."
            : http.getReason(),
        ours ? "internal_error" : "malformed_request",
        null,
        null,
        List.of());
  }
}
