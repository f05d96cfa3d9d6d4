package chat.parley.shared.redis;

import java.io.Serial;

/// Bytes that no api of a version known here has sent.
public final class MalformedEnvelopeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  MalformedEnvelopeException(String message) {
    super("not an envelope: " + message);
  }
}
