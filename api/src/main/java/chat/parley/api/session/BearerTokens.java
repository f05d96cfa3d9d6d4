package chat.parley.api.session;

import chat.parley.api.system.Caller;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Turns a bearer token into the [Caller].
@Singleton
class BearerTokens implements TokenValidator<HttpRequest<?>> {
  private final AccessTokens tokens;
  private final CallerCheck check;

  BearerTokens(AccessTokens tokens, CallerCheck check) {
    this.tokens = tokens;
    this.check = check;
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    if (request != null && request.getHeaders().contains(ServiceCredential.ON_BEHALF_OF)) {
      // Two callers in one request are none, see OnBehalf.
      return check.refused(request, ErrorCode.UNAUTHENTICATED);
    }
    return switch (tokens.verify(token)) {
      case Verification.Valid valid -> check.admit(caller(valid.token()), request);
      case Verification.Expired expired -> check.refused(request, ErrorCode.TOKEN_EXPIRED);
      case Verification.Invalid invalid -> check.refused(request, ErrorCode.UNAUTHENTICATED);
      case Verification.Unverifiable unverifiable ->
          check.refused(request, ErrorCode.DEPENDENCY_UNAVAILABLE);
    };
  }

  private static Caller caller(AccessToken token) {
    return new Caller(token.user(), token.session(), token.expiresAt());
  }
}
