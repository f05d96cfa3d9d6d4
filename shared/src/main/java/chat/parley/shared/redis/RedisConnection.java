package chat.parley.shared.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection to Redis for everything that only adds commands to it and never blocks it.
///
/// It connects at the first need, so that a node starts while Redis is away; Lettuce reconnects
/// from then on, and meanwhile refuses commands at once. But it does not notice a connection that
/// stands and brings nothing, as one is through a firewall that has forgotten it: that would last
/// for as long as the kernel sends again, a quarter of an hour.
///
/// Invariant: a connection that leaves a ping unanswered for a command's time is not used again.
@Singleton
public class RedisConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final AtomicReference<CompletableFuture<StatefulRedisConnection<String, byte[]>>>
      connection =
          new AtomicReference<>(
              CompletableFuture.failedFuture(new IllegalStateException("not yet needed")));

  RedisConnection(RedisClient client, RedisCodec<String, byte[]> codec) {
    this.client = client;
    this.codec = codec;
  }

  /// Never blocks. What is done with it while it connects waits for as long as connecting may
  /// take, in no certain order.
  public CompletableFuture<StatefulRedisConnection<String, byte[]>> get() {
    CompletableFuture<StatefulRedisConnection<String, byte[]>> current = connection.get();
    if (!current.isCompletedExceptionally()) {
      return current;
    }
    CompletableFuture<StatefulRedisConnection<String, byte[]>> next = new CompletableFuture<>();
    if (!connection.compareAndSet(current, next)) {
      return connection.get();
    }
    Thread.ofVirtual().name("redis-connect").start(() -> connect(next));
    return next;
  }

  /// What there is already; failed when there is none.
  public CompletableFuture<StatefulRedisConnection<String, byte[]>> existing() {
    return connection.get();
  }

  @Scheduled(fixedDelay = "${parley.redis.look-interval:1s}")
  void look() {
    CompletableFuture<StatefulRedisConnection<String, byte[]>> current = connection.get();
    if (current.isDone() && !current.isCompletedExceptionally()) {
      StatefulRedisConnection<String, byte[]> redis = current.join();
      redis
          .async()
          .ping()
          .whenComplete(
              (pong, failure) -> {
                if (failure instanceof RedisCommandTimeoutException) {
                  giveUp(current, redis);
                }
              });
    }
  }

  private void giveUp(
      CompletableFuture<StatefulRedisConnection<String, byte[]>> current,
      StatefulRedisConnection<String, byte[]> redis) {
    IllegalStateException reason = new IllegalStateException("Redis left a ping unanswered");
    if (connection.compareAndSet(current, CompletableFuture.failedFuture(reason))) {
      LOG.warn("Redis left a ping unanswered, the next command goes by another connection");
      redis.closeAsync();
    }
  }

  private void connect(CompletableFuture<StatefulRedisConnection<String, byte[]>> next) {
    try {
      next.complete(client.connect(codec));
    } catch (RuntimeException e) {
      LOG.warn("Redis does not answer: {}", e.toString());
      next.completeExceptionally(e);
    }
  }

  @PreDestroy
  void close() {
    connection.get().thenAccept(StatefulRedisConnection::close);
  }
}
