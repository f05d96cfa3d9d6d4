package chat.parley.api.message;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a message can still be changed by who sent it (`null`: for ever), and how messages are
/// written.
///
/// @param editWindow from the sending on
/// @param deleteWindow from the sending on; the owner and admins of a group aren't bound by it
/// @param sendStatements how many statements of this api write plain messages at once: each writes
///     those that came meanwhile
@ConfigurationProperties("parley.messages")
record MessageSettings(
    @Nullable Duration editWindow,
    @Nullable Duration deleteWindow,
    @Min(1) @Bindable(defaultValue = "1") int sendStatements) {

  /// As a parameter of a statement.
  static @Nullable Long millis(@Nullable Duration window) {
    return window == null ? null : window.toMillis();
  }
}
