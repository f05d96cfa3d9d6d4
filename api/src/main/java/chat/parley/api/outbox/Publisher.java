package chat.parley.api.outbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fast path from a commit to the sockets. Call it after the commit, never before: what is
/// published can't be rolled back. It never fails and never waits for Redis; what is lost here is
/// still in the outbox.
///
/// Invariant: a row is cleared only after Redis confirmed its event.
@Singleton
public class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final OutboxClearing clearing;
  private final Duration closingTimeout;
  private final Counter published;
  private final Counter failed;
  private final AtomicReference<CompletableFuture<StatefulRedisConnection<String, byte[]>>>
      connection =
          new AtomicReference<>(
              CompletableFuture.failedFuture(new IllegalStateException("not yet needed")));

  Publisher(
      RedisClient client,
      RedisCodec<String, byte[]> codec,
      OutboxClearing clearing,
      OutboxSettings settings,
      MeterRegistry meters) {
    this.client = client;
    this.codec = codec;
    this.clearing = clearing;
    this.closingTimeout = settings.closingTimeout();
    this.published = meters.counter("parley.publish", "outcome", "published");
    this.failed = meters.counter("parley.publish", "outcome", "failed");
  }

  public void publish(List<Publication> publications) {
    connection()
        .whenComplete(
            (redis, failure) -> {
              if (failure == null) {
                publications.forEach(publication -> publish(redis, publication));
              } else {
                failed.increment(publications.size());
              }
            });
  }

  private void publish(StatefulRedisConnection<String, byte[]> redis, Publication publication) {
    redis
        .async()
        .publish(publication.channel(), publication.envelope().encode())
        .whenComplete(
            (receivers, failure) -> {
              if (failure == null) {
                published.increment();
                clearing.published(publication.id());
              } else {
                failed.increment();
                LOG.debug("not published: {}", failure.toString());
              }
            });
  }

  /// Connects at the first need, so that an api starts while Redis is away; Lettuce reconnects from
  /// then on. What is published meanwhile waits here for as long as connecting may take, in no
  /// certain order, and is left to the outbox when it fails.
  private CompletableFuture<StatefulRedisConnection<String, byte[]>> connection() {
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

  private void connect(CompletableFuture<StatefulRedisConnection<String, byte[]>> next) {
    try {
      next.complete(client.connect(codec));
    } catch (RuntimeException e) {
      LOG.warn("Redis does not answer, events wait in the outbox: {}", e.toString());
      next.completeExceptionally(e);
    }
  }

  @PreDestroy
  void close() {
    connection.get().thenAccept(this::finish);
  }

  /// Redis answers in order: once it has answered a ping, it has answered all that was published
  /// before, and those rows are with [OutboxClearing], which is closed after this.
  private void finish(StatefulRedisConnection<String, byte[]> redis) {
    try {
      redis.async().ping().get(closingTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("what was published last may be lost, the outbox keeps it: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    redis.close();
  }
}
