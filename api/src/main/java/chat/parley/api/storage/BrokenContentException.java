package chat.parley.api.storage;

import java.io.IOException;
import java.io.Serial;

/// The storage was lost while something was read from it. A 503, if nothing has been answered yet.
public final class BrokenContentException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  BrokenContentException(Throwable cause) {
    super("the storage broke off", cause);
  }
}
