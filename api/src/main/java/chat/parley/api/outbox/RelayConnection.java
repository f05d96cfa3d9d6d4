package chat.parley.api.outbox;

import chat.parley.shared.redis.Link;
import chat.parley.shared.redis.Redis;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.AsyncCommand;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
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

  private final Redis redis;
  private final RedisCodec<String, byte[]> codec;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock.
  private @Nullable Link<byte[]> connection;

  RelayConnection(Redis redis, RedisCodec<String, byte[]> codec) {
    this.redis = redis;
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
    Link<byte[]> link = connected();
    Map<OutboxId, CompletableFuture<Long>> answers = new LinkedHashMap<>();
    List<AsyncCommand<String, byte[], Long>> commands = new ArrayList<>();
    for (Publication publication : publications) {
      AsyncCommand<String, byte[], Long> command =
          redis.publication(publication.channel(), publication.envelope().encode());
      answers.put(publication.id(), command.toCompletableFuture());
      commands.add(command);
    }
    link.dispatch(commands);
    boolean complete = await(answers, timeout);
    Set<OutboxId> confirmed =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue().isDone())
            .filter(answer -> !answer.getValue().isCompletedExceptionally())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!complete) {
      giveUp(link);
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

  private Link<byte[]> connected() {
    lock.lock();
    try {
      Link<byte[]> current = connection;
      if (current != null && current.isOpen()) {
        return current;
      }
      if (current != null) {
        giveUp(current);
      }
      current = redis.connect(codec);
      connection = current;
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Link<byte[]> failed) {
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
