package chat.parley.push.ticket;

import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.redis.RedisConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes tickets. Safe for any thread; blocks none.
///
/// Invariant: a ticket is taken by one command that reads and removes it, so of two sockets with
/// the same one only one opens, also on two nodes.
@Singleton
public final class Tickets {
  private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

  /// Made by the first ticket, for a node may never see one, and apart from the subscription,
  /// which must not wait for anything else.
  private final RedisConnection redis;

  private final Clock clock;

  Tickets(RedisConnection redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /// Whose ticket this is; it is used up by that. One whose answer got lost is, too.
  ///
  /// @return never fails
  public CompletionStage<Verification> take(String ticket) {
    return redis
        .get()
        .thenCompose(connection -> connection.async().getdel(TicketGrant.key(ticket)))
        .handle(this::verification);
  }

  private Verification verification(byte @Nullable [] grant, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.debug("a ticket can't be looked up: {}", failure.toString());
      return new Verification.Unverifiable(new IllegalStateException("Redis is away", failure));
    }
    if (grant == null) {
      return new Verification.Invalid("unknown, used, or too old");
    }
    try {
      AccessToken token = TicketGrant.decode(grant).token();
      return token.expiresAt().isAfter(clock.instant())
          ? new Verification.Valid(token)
          : new Verification.Expired();
    } catch (IllegalArgumentException e) {
      return new Verification.Invalid("not a ticket's grant");
    }
  }
}
