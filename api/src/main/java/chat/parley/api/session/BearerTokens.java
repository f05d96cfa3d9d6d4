package chat.parley.api.session;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Refusals;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Turns a bearer token into the [Caller], without asking the database.
@Singleton
class BearerTokens implements TokenValidator<HttpRequest<?>> {
  private final AccessTokens tokens;

  BearerTokens(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    return switch (tokens.verify(token)) {
      case Verification.Valid valid ->
          Mono.just(new Caller(valid.token().user(), valid.token().session()));
      case Verification.Expired expired -> refused(request, ErrorCode.TOKEN_EXPIRED);
      case Verification.Invalid invalid -> refused(request, ErrorCode.UNAUTHENTICATED);
      case Verification.Unverifiable unverifiable ->
          refused(request, ErrorCode.DEPENDENCY_UNAVAILABLE);
    };
  }

  private static Mono<Authentication> refused(@Nullable HttpRequest<?> request, ErrorCode why) {
    if (request != null) {
      Refusals.note(request, why);
    }
    return Mono.empty();
  }
}
