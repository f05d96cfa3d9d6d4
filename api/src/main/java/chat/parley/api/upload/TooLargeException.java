package chat.parley.api.upload;

import java.io.IOException;
import java.io.Serial;

/// More came than there may be.
final class TooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1;
}
