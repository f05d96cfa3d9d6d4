package chat.parley.api.session;

import chat.parley.api.system.LostDependency;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets what refreshing leaves behind: what a successor was derived with as soon as nobody may
/// repeat the refresh any more, a token once it is over, a session once it has none left.
///
/// Every api does it, in small batches, each a statement of its own. What one pass leaves is the
/// next one's.
@Singleton
class TokenForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(TokenForgetting.class);
  private static final int BATCH = 1_000;
  private static final int MOST_BATCHES = 50;

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
    try {
      inBatches(limit -> tokens.forgetSalts(salts, limit));
      inBatches(limit -> tokens.forgetTokens(over, limit));
    } catch (RuntimeException e) {
      LOG.warn(
          "refresh tokens are kept for now: {}",
          e.toString(),
          LostDependency.isBehind(e) ? null : e);
    }
  }

  private static void inBatches(IntUnaryOperator batch) {
    for (int i = 0; i < MOST_BATCHES && batch.applyAsInt(BATCH) == BATCH; i++) {
      LOG.debug("{} forgotten", BATCH);
    }
  }
}
