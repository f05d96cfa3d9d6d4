package chat.parley.push.ticket;

import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
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

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final RedisURI uri;
  private final Clock clock;

  private @Nullable CompletableFuture<StatefulRedisConnection<String, byte[]>> redis;

  Tickets(
      RedisClient client, RedisCodec<String, byte[]> codec, RedisSettings settings, Clock clock) {
    this.client = client;
    this.codec = codec;
    this.uri = RedisURI.create(settings.uri());
    this.uri.setTimeout(settings.commandTimeout());
    this.clock = clock;
  }

  /// Whose ticket this is; it is used up by that. One whose answer got lost is, too.
  ///
  /// @return never fails
  public CompletionStage<Verification> take(String ticket) {
    return connection()
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

  /// Made by the first ticket, for a node may never see one, and apart from the subscription, which
  /// must not wait for anything else. Once made it mends itself; one that could not be made is
  /// tried anew by the next ticket.
  private synchronized CompletableFuture<StatefulRedisConnection<String, byte[]>> connection() {
    if (redis == null || redis.isCompletedExceptionally()) {
      redis = client.connectAsync(codec, uri).toCompletableFuture();
    }
    return redis;
  }

  @PreDestroy
  synchronized void close() {
    if (redis != null) {
      redis.thenAccept(StatefulRedisConnection::closeAsync);
    }
  }
}
