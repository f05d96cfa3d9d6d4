package chat.parley.api.storage;

import java.io.Serial;

/// The storage can't be reached or can't take any more. Not the fault of whoever asked: a 503.
public final class StorageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
