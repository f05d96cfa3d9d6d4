package chat.parley.api.session;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/// How people stay logged in.
///
/// @param signingKeys a JWK Set (RFC 7517) of private EC P-256 keys, each with a `kid`. The first
///     signs, all verify: to rotate, put a new key first and drop the old one after
///     `access-token-ttl`. A secret; there is no default.
/// @param accessTokenTtl how long an access token is good
/// @param refreshTokenTtl how long a session lives without being refreshed
@ConfigurationProperties("parley.auth")
public record AuthSettings(
    @NotBlank String signingKeys,
    @Bindable(defaultValue = "15m") Duration accessTokenTtl,
    @Bindable(defaultValue = "30d") Duration refreshTokenTtl) {

  /// Without the keys.
  @Override
  public String toString() {
    return "AuthSettings[accessTokenTtl=%s, refreshTokenTtl=%s]"
        .formatted(accessTokenTtl, refreshTokenTtl);
  }
}
