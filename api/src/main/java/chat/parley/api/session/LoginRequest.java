package chat.parley.api.session;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/login`. As a form it is a [LoginForm].
@Serdeable(naming = SnakeCaseStrategy.class)
record LoginRequest(
    @Nullable @Size(max = 254) String username,
    @Nullable @Size(max = 254) String email,
    @Nullable @Required @CodePoints(max = 128) String password,
    @Nullable @Size(min = 1, max = 100) String deviceName) {

  @Nullable String login() {
    return username != null ? username : email;
  }

  /// Without the password.
  @Override
  public String toString() {
    return "LoginRequest[login=" + login() + "]";
  }
}
