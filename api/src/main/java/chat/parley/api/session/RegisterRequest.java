package chat.parley.api.session;

import chat.parley.api.account.Uncommon;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import chat.parley.api.user.Names;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/register`.
@Serdeable(naming = SnakeCaseStrategy.class)
record RegisterRequest(
    @Nullable @Required @Pattern(regexp = Names.USERNAME, message = Names.USERNAME_RULE)
        String username,
    @Nullable @Required @Email @Size(min = 3, max = 254) String email,
    @Nullable @Required @CodePoints(min = 8, max = 128) @Uncommon String password,
    @Nullable @CodePoints(min = 1, max = 100) String displayName) {

  /// Without the password.
  @Override
  public String toString() {
    return "RegisterRequest[username=" + username + "]";
  }
}
