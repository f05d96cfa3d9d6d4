package chat.parley.api.session;

import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Begins sessions.
@Singleton
class Sessions {
  private final SessionRepository repository;
  private final AccessTokens accessTokens;
  private final AuthSettings settings;
  private final IdGenerator ids;
  private final Clock clock;

  Sessions(
      SessionRepository repository,
      AccessTokens accessTokens,
      AuthSettings settings,
      IdGenerator ids,
      Clock clock) {
    this.repository = repository;
    this.accessTokens = accessTokens;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  Tokens begin(UserId user, Device device) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SessionId session = ids.session();
    RefreshToken refreshToken = RefreshToken.random();
    repository.insert(
        session, user, device, refreshToken, now, now.plus(settings.refreshTokenTtl()));
    String accessToken =
        accessTokens.issue(new AccessToken(user, session, now.plus(settings.accessTokenTtl())));
    return new Tokens(
        accessToken, refreshToken.value(), settings.accessTokenTtl().toSeconds(), session);
  }

  record Tokens(String accessToken, String refreshToken, long expiresIn, SessionId session) {
    /// Without the tokens.
    @Override
    public String toString() {
      return "Tokens[session=" + session + "]";
    }
  }
}
