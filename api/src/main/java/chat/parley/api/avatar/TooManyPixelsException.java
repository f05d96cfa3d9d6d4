package chat.parley.api.avatar;

import java.io.Serial;

/// An image says that it is larger than what is decoded.
final class TooManyPixelsException extends Exception {
  @Serial private static final long serialVersionUID = 1;
}
