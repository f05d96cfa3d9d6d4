package chat.parley.api.session;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/password`.
@Serdeable(naming = SnakeCaseStrategy.class)
record PasswordRequest(
    @Nullable @Required @Size(max = 128) String currentPassword,
    @Nullable @Required @Size(min = 8, max = 128) String newPassword) {
  /// Without the passwords.
  @Override
  public String toString() {
    return "PasswordRequest[…]";
  }
}
