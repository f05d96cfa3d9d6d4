package chat.parley.api.system;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.io.Serial;

/// A cursor that no answer of ours contained: not readable, a 400.
public final class BadCursorException extends HttpStatusException {
  @Serial private static final long serialVersionUID = 1;

  public BadCursorException() {
    super(HttpStatus.BAD_REQUEST, "The cursor is not one of ours.");
  }
}
