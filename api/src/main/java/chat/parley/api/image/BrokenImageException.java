package chat.parley.api.image;

import java.io.IOException;
import java.io.Serial;

/// A file is not the picture that it is said to be, or not the whole of it.
public final class BrokenImageException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  BrokenImageException(String message) {
    super(message);
  }

  BrokenImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
