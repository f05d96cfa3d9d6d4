package chat.parley.api.session;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The OAuth2 password form (RFC 6749 §4.3). A form may repeat its fields, so each is a list
/// here; §3.2 of the RFC forbids it to.
///
/// @param username a username or an e-mail address
@Serdeable(naming = SnakeCaseStrategy.class)
record LoginForm(
    @Nullable @Required @Size(min = 1, max = 1)
        List<@Size(max = 254) @Pattern(regexp = STORABLE) String> username,
    @Nullable @Required @Size(min = 1, max = 1) List<@CodePoints(max = 128) String> password,
    @Nullable @Size(min = 1, max = 1)
        List<@Size(min = 1, max = 100) @Pattern(regexp = STORABLE) String> deviceName) {

  /// Texts in a list don't pass through `StrictStrings`. PostgreSQL has no place for U+0000.
  private static final String STORABLE = "[^\\x00]*";

  LoginRequest toRequest() {
    return new LoginRequest(
        requireNonNull(username).getFirst(),
        null,
        requireNonNull(password).getFirst(),
        deviceName == null ? null : deviceName.getFirst());
  }

  /// Without the password.
  @Override
  public String toString() {
    return "LoginForm[username=" + username + "]";
  }
}
