package chat.parley.api.session;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/refresh`.
@Serdeable(naming = SnakeCaseStrategy.class)
record RefreshRequest(@Nullable @Required @Size(max = 128) String refreshToken) {
  /// Without the token.
  @Override
  public String toString() {
    return "RefreshRequest[…]";
  }
}
