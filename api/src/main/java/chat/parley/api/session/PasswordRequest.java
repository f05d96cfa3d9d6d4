package chat.parley.api.session;

import chat.parley.api.account.Uncommon;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/password`.
@Serdeable(naming = SnakeCaseStrategy.class)
record PasswordRequest(
    @Nullable @Required @CodePoints(max = 128) String currentPassword,
    @Nullable @Required @CodePoints(min = 8, max = 128) @Uncommon String newPassword) {
  /// Without the passwords.
  @Override
  public String toString() {
    return "PasswordRequest[…]";
  }
}
