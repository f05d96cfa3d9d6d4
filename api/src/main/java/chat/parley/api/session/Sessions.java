package chat.parley.api.session;

import chat.parley.api.account.Accounts;
import chat.parley.api.account.PasswordResets;
import chat.parley.api.account.PasswordResult;
import chat.parley.api.account.ProvenPassword;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.system.Caller;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
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
  private final PasswordResets resets;
  private final AccessTokens accessTokens;
  private final AuthSettings settings;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;
  private final IdGenerator ids;
  private final Clock clock;

  Sessions(
      SessionRepository repository,
      EndedSessions ended,
      Accounts accounts,
      PasswordResets resets,
      AccessTokens accessTokens,
      AuthSettings settings,
      AuditLog audit,
      TransactionOperations<Connection> transactions,
      IdGenerator ids,
      Clock clock) {
    this.repository = repository;
    this.ended = ended;
    this.accounts = accounts;
    this.resets = resets;
    this.accessTokens = accessTokens;
    this.settings = settings;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /// @return empty when the password has changed meanwhile
  Optional<Tokens> begin(ProvenPassword proof, Device device) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SessionId session = ids.session();
    RefreshToken refreshToken = RefreshToken.random();
    Instant end = now.plus(settings.refreshTokenTtl());
    boolean begun =
        transactions.executeWrite(
            status -> {
              boolean inserted = repository.insert(session, proof, device, refreshToken, now, end);
              if (inserted) {
                audit.record(Action.LOGIN_SUCCEEDED, proof.user(), Target.of(session));
              }
              return inserted;
            });
    return begun ? Optional.of(tokens(proof.user(), session, refreshToken)) : Optional.empty();
  }

  /// A new access token of the session beside what refreshes it next.
  Tokens tokens(UserId user, SessionId session, RefreshToken refreshToken) {
    Instant end = clock.instant().plus(settings.accessTokenTtl());
    return new Tokens(
        accessTokens.issue(new AccessToken(user, session, end)),
        refreshToken.value(),
        settings.accessTokenTtl().toSeconds(),
        session);
  }

  /// @param before where the last page ended, `null` for the first
  List<SessionView> list(Caller caller, @Nullable SessionId before, int limit) {
    return repository.list(caller, before, limit);
  }

  void logOut(Caller caller) {
    ended.end(caller.session(), caller.user(), Reason.LOGOUT);
  }

  /// @return whether the token is one of ours
  boolean logOut(RefreshToken token) {
    return ended.end(token, Reason.LOGOUT);
  }

  void logOutEverywhere(UserId user) {
    ended.endAll(user, Reason.LOGOUT_ALL, null);
  }

  /// @return whether the user has, or had, such a session
  boolean revoke(SessionId session, UserId user) {
    return ended.end(session, user, Reason.REVOKED);
  }

  /// Ends all sessions of the user but the one it is done in.
  PasswordResult changePassword(Caller caller, String current, String wanted) {
    return accounts.changePassword(
        caller.user(),
        current,
        wanted,
        () -> ended.endAll(caller.user(), Reason.PASSWORD_CHANGED, caller.session()));
  }

  /// Ends all sessions of whoever the token was mailed to.
  ///
  /// @return whether the token was good
  boolean resetPassword(String token, String wanted) {
    return resets.confirm(token, wanted, user -> ended.endAll(user, Reason.PASSWORD_CHANGED, null));
  }

  record Tokens(String accessToken, String refreshToken, long expiresIn, SessionId session) {
    /// Without the tokens.
    @Override
    public String toString() {
      return "Tokens[session=" + session + "]";
    }
  }
}
