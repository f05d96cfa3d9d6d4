package chat.parley.api.session;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/// How people stay logged in.
///
/// @param signingKeys a JWK Set (RFC 7517) of EC P-256 keys, each with a `kid`. The first signs,
///     all verify; those after the first may be without their private part. A secret; there is no
///     default. How to replace a key without logging anybody out: RATIONALE, "Signing keys"
/// @param accessTokenTtl how long an access token is good. An api forgets an ended session when
///     this and some minutes are over, so tokens made before it was shortened may outlive theirs
/// @param refreshTokenTtl how long a session lives without being refreshed
/// @param refreshRetryWindow for how long the client that spent a refresh token is given the same
///     answer again, in case the first got lost
@ConfigurationProperties("parley.auth")
public record AuthSettings(
    @NotBlank String signingKeys,
    @Bindable(defaultValue = "15m") Duration accessTokenTtl,
    @Bindable(defaultValue = "30d") Duration refreshTokenTtl,
    @Bindable(defaultValue = "10s") Duration refreshRetryWindow) {

  /// Without the keys.
  @Override
  public String toString() {
    return "AuthSettings[accessTokenTtl=%s, refreshTokenTtl=%s, refreshRetryWindow=%s]"
        .formatted(accessTokenTtl, refreshTokenTtl, refreshRetryWindow);
  }
}
