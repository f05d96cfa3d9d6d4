package chat.parley.shared.id;

import java.io.Serial;

/// The text is not an id. In a path that means "no such thing", in a body "not readable".
public final class MalformedIdException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  MalformedIdException(String text) {
    super(message(text));
  }

  MalformedIdException(String text, Throwable cause) {
    super(message(text), cause);
  }

  private static String message(String text) {
    return "not a UUID: '" + text.substring(0, Math.min(text.length(), 50)) + "'";
  }
}
