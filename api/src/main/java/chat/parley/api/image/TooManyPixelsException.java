package chat.parley.api.image;

import java.io.IOException;
import java.io.Serial;

/// A picture says that it is larger, or an animation longer, than what is taken.
public final class TooManyPixelsException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  TooManyPixelsException(String message) {
    super(message);
  }
}
