package chat.parley.api.session;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/auth/logout`, for whoever has no access token any more.
@Serdeable(naming = SnakeCaseStrategy.class)
record LogoutRequest(@Nullable @Size(max = 128) String refreshToken) {
  /// Without the token.
  @Override
  public String toString() {
    return "LogoutRequest[…]";
  }
}
