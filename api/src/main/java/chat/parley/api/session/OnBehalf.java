package chat.parley.api.session;

import chat.parley.api.system.Caller;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Turns a request that push sends on behalf of a user into that [Caller]. Push has checked who
/// that is when the socket opened; here only the service credential is, and that the session still
/// counts.
///
/// A request with an access token besides is refused: which of the two it was meant for could only
/// be guessed.
@Singleton
class OnBehalf implements AuthenticationFetcher<HttpRequest<?>> {
  private final ServiceCredential credential;
  private final CallerCheck check;
  private final Clock clock;

  OnBehalf(ServiceCredential credential, CallerCheck check, Clock clock) {
    this.credential = credential;
    this.check = check;
    this.clock = clock;
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    HttpHeaders headers = request.getHeaders();
    if (!headers.contains(ServiceCredential.ON_BEHALF_OF)) {
      return Mono.empty();
    }
    if (headers.contains(HttpHeaders.AUTHORIZATION)
        || !credential.matches(headers.get(ServiceCredential.HEADER))) {
      return check.refused(request, ErrorCode.UNAUTHENTICATED);
    }
    return caller(headers)
        .map(caller -> check.admit(caller, request))
        .orElseGet(() -> check.refused(request, ErrorCode.UNAUTHENTICATED));
  }

  /// @return empty when the header is not there once and in its form
  private Optional<Caller> caller(HttpHeaders headers) {
    String[] ids = String.join(",", headers.getAll(ServiceCredential.ON_BEHALF_OF)).split("/", -1);
    if (ids.length != 2) {
      return Optional.empty();
    }
    try {
      // The socket's token isn't known here. What is bought with it for later, a ticket, ends as
      // soon as it can.
      return Optional.of(
          new Caller(
              UserId.parse(ids[0]),
              SessionId.parse(ids[1]),
              clock.instant().plus(TicketGrant.LIFE)));
    } catch (MalformedIdException e) {
      return Optional.empty();
    }
  }
}
