package chat.parley.api.session;

import chat.parley.api.account.Uncommon;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/register`.
@Serdeable(naming = SnakeCaseStrategy.class)
record RegisterRequest(
    @Nullable
        @Required
        @Pattern(
            regexp = "[A-Za-z0-9_.-]{3,32}",
            message = "must be 3 to 32 of letters, digits, '_', '.', '-'")
        String username,
    @Nullable @Required @Email @Size(min = 3, max = 254) String email,
    @Nullable @Required @CodePoints(min = 8, max = 128) @Uncommon String password,
    @Nullable @Size(min = 1, max = 100) String displayName) {

  /// Without the password.
  @Override
  public String toString() {
    return "RegisterRequest[username=" + username + "]";
  }
}
