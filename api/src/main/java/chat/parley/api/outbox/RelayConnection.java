package chat.parley.api.outbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The relay's own connection to Redis, given up at its first failure. A new one shows at once
/// whether Redis is there again, and nothing waits in memory for one that may never answer; the
/// fast path, which only ever adds to its connection, can do neither.
@Singleton
class RelayConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock.
  private @Nullable StatefulRedisConnection<String, byte[]> connection;

  RelayConnection(RedisClient client, RedisCodec<String, byte[]> codec) {
    this.client = client;
    this.codec = codec;
  }

  /// Connects if need be, and waits no longer than `parley.redis` lets it.
  ///
  /// @throws io.lettuce.core.RedisException when Redis is away
  void connect() {
    connected();
  }

  /// Publishes in this order and waits for the answers together.
  ///
  /// @return whose event Redis has confirmed
  Set<OutboxId> publish(List<Publication> publications, Duration timeout) {
    StatefulRedisConnection<String, byte[]> redis = connected();
    Map<OutboxId, CompletableFuture<Long>> answers = new LinkedHashMap<>();
    publications.forEach(
        publication ->
            answers.put(
                publication.id(),
                redis
                    .async()
                    .publish(publication.channel(), publication.envelope().encode())
                    .toCompletableFuture()));
    boolean complete = await(answers, timeout);
    Set<OutboxId> confirmed =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue().isDone())
            .filter(answer -> !answer.getValue().isCompletedExceptionally())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!complete) {
      giveUp(redis);
    }
    return confirmed;
  }

  private static boolean await(Map<OutboxId, CompletableFuture<Long>> answers, Duration timeout) {
    try {
      CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("not everything was confirmed: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private StatefulRedisConnection<String, byte[]> connected() {
    lock.lock();
    try {
      StatefulRedisConnection<String, byte[]> current = connection;
      if (current != null && current.isOpen()) {
        return current;
      }
      if (current != null) {
        giveUp(current);
      }
      current = client.connect(codec);
      connection = current;
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(StatefulRedisConnection<String, byte[]> failed) {
    lock.lock();
    try {
      failed.closeAsync();
      if (failed.equals(connection)) {
        connection = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @PreDestroy
  void close() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
