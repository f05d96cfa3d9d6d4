package chat.parley.api.message;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a message can still be changed by who sent it; `null`: for ever.
///
/// @param editWindow from the sending on
/// @param deleteWindow from the sending on; the owner and admins of a group aren't bound by it
@ConfigurationProperties("parley.messages")
record MessageSettings(@Nullable Duration editWindow, @Nullable Duration deleteWindow) {

  /// As a parameter of a statement.
  static @Nullable Long millis(@Nullable Duration window) {
    return window == null ? null : window.toMillis();
  }
}
