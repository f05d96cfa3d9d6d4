package chat.parley.api.session;

import chat.parley.api.system.Batches;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets what refreshing leaves behind: what a successor was derived with as soon as nobody may
/// repeat the refresh any more, a token once it is over, a session once it has none left.
/// Every api does it.
@Singleton
class TokenForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(TokenForgetting.class);

  /// A refresh that asked in time may still wait for a lock; no statement waits longer than this.
  private static final Duration WAITING = Duration.ofSeconds(30);

  /// Beyond the life of the last access token, so that no session is forgotten whose end somebody
  /// still has to hear of.
  private static final Duration CLOCKS_AND_SOCKETS = Duration.ofDays(1);

  private final RefreshTokenRepository tokens;
  private final AuthSettings settings;

  TokenForgetting(RefreshTokenRepository tokens, AuthSettings settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  @Scheduled(
      initialDelay = "${parley.auth.forget-interval:1m}",
      fixedDelay = "${parley.auth.forget-interval:1m}")
  void forget() {
    Duration salts = settings.refreshRetryWindow().plus(WAITING);
    Duration over = settings.accessTokenTtl().plus(CLOCKS_AND_SOCKETS);
    Batches.work(
        LOG,
        "refresh tokens are kept",
        limit -> tokens.forgetSalts(salts, limit),
        limit -> tokens.forgetTokens(over, limit));
  }
}
