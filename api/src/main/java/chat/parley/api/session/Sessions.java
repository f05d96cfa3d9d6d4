package chat.parley.api.session;

import chat.parley.api.account.Accounts;
import chat.parley.api.account.PasswordResult;
import chat.parley.api.system.Caller;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins and ends sessions.
@Singleton
class Sessions {
  private final SessionRepository repository;
  private final EndedSessions ended;
  private final Accounts accounts;
  private final AccessTokens accessTokens;
  private final AuthSettings settings;
  private final IdGenerator ids;
  private final Clock clock;

  Sessions(
      SessionRepository repository,
      EndedSessions ended,
      Accounts accounts,
      AccessTokens accessTokens,
      AuthSettings settings,
      IdGenerator ids,
      Clock clock) {
    this.repository = repository;
    this.ended = ended;
    this.accounts = accounts;
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

  /// @param before where the last page ended, `null` for the first
  List<SessionView> list(Caller caller, @Nullable SessionId before, int limit) {
    return repository.list(caller, before, limit);
  }

  void logOut(Caller caller) {
    repository.end(caller.session(), caller.user(), Reason.LOGOUT).ifPresent(this::tell);
  }

  /// @return whether the token is one of ours
  boolean logOut(RefreshToken token) {
    Optional<Ending> ending = repository.end(token, Reason.LOGOUT);
    ending.ifPresent(this::tell);
    return ending.isPresent();
  }

  void logOutEverywhere(UserId user) {
    repository.endAll(user, Reason.LOGOUT_ALL).ifPresent(this::tell);
  }

  /// @return whether the user has, or had, such a session
  boolean revoke(SessionId session, UserId user) {
    Optional<Ending> ending = repository.end(session, user, Reason.REVOKED);
    ending.ifPresent(this::tell);
    return ending.isPresent();
  }

  PasswordResult changePassword(Caller caller, String current, String wanted) {
    PasswordResult result =
        accounts.changePassword(caller.user(), caller.session(), current, wanted);
    if (result instanceof PasswordResult.Changed changed) {
      tell(new Ending(caller.user(), changed.ended(), Reason.PASSWORD_CHANGED));
    }
    return result;
  }

  private void tell(Ending ending) {
    ended.ended(ending.user(), ending.sessions(), ending.reason());
  }

  record Tokens(String accessToken, String refreshToken, long expiresIn, SessionId session) {
    /// Without the tokens.
    @Override
    public String toString() {
      return "Tokens[session=" + session + "]";
    }
  }
}
