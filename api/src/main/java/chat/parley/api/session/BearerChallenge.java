package chat.parley.api.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.WwwAuthenticateChallengeProvider;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// The `WWW-Authenticate` of a 401 (RFC 6750 §3).
@Singleton
class BearerChallenge implements WwwAuthenticateChallengeProvider<HttpRequest<?>> {
  @Override
  public String getWwwAuthenticateChallenge(@Nullable HttpRequest<?> request) {
    return request != null && request.getHeaders().getAuthorization().isPresent()
        ? "Bearer realm=\"parley\", error=\"invalid_token\""
        : "Bearer realm=\"parley\"";
  }
}
