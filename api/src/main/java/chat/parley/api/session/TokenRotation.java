package chat.parley.api.session;

import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Replaces a refresh token by the next one. Each works once: a spent one that comes again was in
/// two hands, and as nobody can tell which of them is the thief's, its session ends.
///
/// Except that an answer may get lost: the client that spent the token is given the same answer
/// again for some seconds.
///
/// Invariant: of a session at most one token is unspent, and none of an ended session brings
/// anything. All that decides is read under the locks of token and session.
@Singleton
class TokenRotation {
  private final RefreshTokenRepository tokens;
  private final EndedSessions sessions;
  private final TransactionOperations<Connection> transactions;
  private final AuthSettings settings;
  private final Clock clock;

  TokenRotation(
      RefreshTokenRepository tokens,
      EndedSessions sessions,
      TransactionOperations<Connection> transactions,
      AuthSettings settings,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
  }

  RefreshResult refresh(RefreshToken token, Device device) {
    return transactions.executeWrite(
        status ->
            tokens
                .lock(token, device, settings.refreshRetryWindow())
                .map(presented -> settle(token, presented, device))
                .orElseGet(RefreshResult.Unknown::new));
  }

  /// A reuse ends the session also while its account is suspended: it is known to be in wrong
  /// hands, and counts again when the suspension is over.
  private RefreshResult settle(RefreshToken token, PresentedToken presented, Device device) {
    if (presented.hasEnded()) {
      return new RefreshResult.Ended();
    }
    if (presented.isReused()) {
      sessions.end(presented.session(), presented.user(), Reason.REUSE);
      return new RefreshResult.Ended();
    }
    if (presented.isSuspended()) {
      return new RefreshResult.Suspended();
    }
    byte[] salt = presented.salt();
    return new RefreshResult.Refreshed(
        presented.user(),
        presented.session(),
        salt == null ? spend(token, device) : token.successor(salt));
  }

  private RefreshToken spend(RefreshToken token, Device device) {
    byte[] salt = RefreshToken.salt();
    RefreshToken next = token.successor(salt);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    tokens.spend(token, device, salt, next, now, now.plus(settings.refreshTokenTtl()));
    return next;
  }
}
