package chat.parley.shared.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.codec.RedisCodec;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection to Redis for everything that only adds commands to it and never blocks it.
///
/// It connects at the first need, so that a node starts while Redis is away; Lettuce reconnects
/// from then on, or the next command does where the server may be another one, and meanwhile
/// commands are refused at once. But Lettuce does not notice a connection that
/// stands and brings nothing, as one is through a firewall that has forgotten it: that would last
/// for as long as the kernel sends again, a quarter of an hour.
///
/// Invariant: a connection that leaves a ping unanswered for a command's time is not used again.
@Singleton
public class RedisConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  /// After a try in vain: everybody who wants to say something would make another.
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Redis redis;
  private final RedisCodec<String, byte[]> codec;
  private final AtomicReference<CompletableFuture<Link<byte[]>>> connection =
      new AtomicReference<>(
          CompletableFuture.failedFuture(new IllegalStateException("not yet needed")));

  private final AtomicBoolean away = new AtomicBoolean();
  private volatile long againAt = System.nanoTime();

  RedisConnection(Redis redis, RedisCodec<String, byte[]> codec) {
    this.redis = redis;
    this.codec = codec;
  }

  /// Never blocks. What is done with it while it connects waits for as long as connecting may
  /// take, in no certain order.
  public CompletableFuture<Link<byte[]>> get() {
    CompletableFuture<Link<byte[]>> current = connection.get();
    if (isOfUse(current) || System.nanoTime() - againAt < 0) {
      return current;
    }
    CompletableFuture<Link<byte[]>> next = new CompletableFuture<>();
    if (!connection.compareAndSet(current, next)) {
      return connection.get();
    }
    current.thenAccept(Link::closeAsync);
    Thread.ofVirtual().name("redis-connect").start(() -> connect(next));
    return next;
  }

  /// What there is already; failed when there is none.
  public CompletableFuture<Link<byte[]>> existing() {
    return connection.get();
  }

  private static boolean isOfUse(CompletableFuture<Link<byte[]>> current) {
    return !current.isCompletedExceptionally() && (!current.isDone() || current.join().isOfUse());
  }

  @Scheduled(fixedDelay = "${parley.redis.look-interval:1s}")
  void look() {
    CompletableFuture<Link<byte[]>> current = connection.get();
    if (current.isDone() && !current.isCompletedExceptionally()) {
      Link<byte[]> link = current.join();
      link.ping()
          .whenComplete(
              (pong, failure) -> {
                if (failure != null) {
                  unanswered(current, link, failure);
                }
              });
    }
  }

  /// Sees to it that Redis answers, by this connection or by a new one: for a process that may have
  /// stood still, in which nobody has looked meanwhile. Waits for twice as long as `patience` at
  /// most.
  ///
  /// @return whether there is a connection
  public boolean renew(Duration patience) {
    CompletableFuture<Link<byte[]>> current = connection.get();
    if (isOfUse(current) && current.isDone() && !isDone(current.join().ping(), patience)) {
      giveUp(current, current.join());
    }
    return isDone(get(), patience);
  }

  private static boolean isDone(CompletableFuture<?> future, Duration patience) {
    try {
      future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Perhaps because another server is the master by now.
  private void unanswered(
      CompletableFuture<Link<byte[]>> current, Link<byte[]> link, Throwable failure) {
    if (redis.topology().canMove()) {
      redis.topology().refresh();
    }
    if (isTimeout(failure) || !link.isOfUse()) {
      giveUp(current, link);
    }
  }

  private static boolean isTimeout(Throwable failure) {
    return failure instanceof RedisCommandTimeoutException
        || failure.getCause() instanceof RedisCommandTimeoutException;
  }

  private void giveUp(CompletableFuture<Link<byte[]>> current, Link<byte[]> link) {
    IllegalStateException reason = new IllegalStateException("Redis left a ping unanswered");
    if (connection.compareAndSet(current, CompletableFuture.failedFuture(reason))) {
      LOG.warn("Redis left a ping unanswered, the next command goes by another connection");
      link.closeAsync();
    }
  }

  private void connect(CompletableFuture<Link<byte[]>> next) {
    try {
      next.complete(redis.connect(codec));
      if (away.getAndSet(false)) {
        LOG.info("Redis answers again");
      }
    } catch (RuntimeException e) {
      againAt = System.nanoTime() + PAUSE.toNanos();
      if (!away.getAndSet(true)) {
        LOG.warn("Redis does not answer: {}", e.toString());
      }
      next.completeExceptionally(e);
    }
  }

  @PreDestroy
  void close() {
    connection.get().thenAccept(Link::close);
  }
}
