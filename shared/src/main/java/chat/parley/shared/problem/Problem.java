package chat.parley.shared.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal in the form of RFC 9457.
///
/// @param type `/problems/<code>`
/// @param status the HTTP status
/// @param code see [ErrorCode#code]
/// @param instance the path that was asked for, without its query: a query may carry a token
/// @param traceId the request's `X-Request-Id`
/// @param errors one entry per field that failed validation, else empty and left out
@Serdeable(naming = SnakeCaseStrategy.class)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String instance,
    @Nullable String traceId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(
        "/problems/" + code.code(),
        code.title(),
        code.status(),
        detail,
        code.code(),
        null,
        null,
        List.of());
  }

  public Problem withStatus(int newStatus) {
    return new Problem(type, title, newStatus, detail, code, instance, traceId, errors);
  }

  public Problem withErrors(List<FieldError> newErrors) {
    return new Problem(type, title, status, detail, code, instance, traceId, newErrors);
  }

  public Problem at(String newInstance, String newTraceId) {
    return new Problem(type, title, status, detail, code, newInstance, newTraceId, errors);
  }

  /// @param field the member's path in snake_case
  /// @param code what rule it broke, for instance `size`
  @Serdeable
  public record FieldError(String field, String code, String message) {}
}
