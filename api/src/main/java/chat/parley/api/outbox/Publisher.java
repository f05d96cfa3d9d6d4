package chat.parley.api.outbox;

import chat.parley.shared.redis.Envelope;
import chat.parley.shared.redis.RedisConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fast path from a commit to the sockets. Call it after the commit, never before: what is
/// published can't be rolled back. It never fails and never waits for Redis; of what is lost
/// here, publications are still in the outbox, hints are lost.
///
/// Invariant: a row is cleared only after Redis confirmed its event.
@Singleton
public class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final RedisConnection connection;
  private final OutboxClearing clearing;
  private final Duration closingTimeout;
  private final Outcomes events;
  private final Outcomes hints;

  Publisher(
      RedisConnection connection,
      OutboxClearing clearing,
      OutboxSettings settings,
      MeterRegistry meters) {
    this.connection = connection;
    this.clearing = clearing;
    this.closingTimeout = settings.closingTimeout();
    this.events = Outcomes.named("parley.publish", meters);
    this.hints = Outcomes.named("parley.publish.hints", meters);
  }

  public void publish(List<Publication> publications) {
    connection
        .get()
        .whenComplete(
            (redis, failure) -> {
              if (failure == null) {
                publications.forEach(publication -> publish(redis, publication));
              } else {
                events.failed().increment(publications.size());
              }
            });
  }

  private void publish(StatefulRedisConnection<String, byte[]> redis, Publication publication) {
    send(redis, publication.channel(), publication.envelope(), events)
        .thenRun(() -> clearing.published(publication.id()));
  }

  public void publishHints(List<Hint> news) {
    connection
        .get()
        .whenComplete(
            (redis, failure) -> {
              if (failure == null) {
                news.forEach(hint -> send(redis, hint.channel(), hint.envelope(), hints));
              } else {
                hints.failed().increment(news.size());
              }
            });
  }

  private static CompletionStage<Long> send(
      StatefulRedisConnection<String, byte[]> redis,
      String channel,
      Envelope envelope,
      Outcomes outcomes) {
    return redis
        .async()
        .publish(channel, envelope.encode())
        .whenComplete(
            (receivers, failure) -> {
              if (failure == null) {
                outcomes.published().increment();
              } else {
                outcomes.failed().increment();
                LOG.debug("not published: {}", failure.toString());
              }
            });
  }

  /// The connection itself is closed after this.
  @PreDestroy
  void close() {
    connection.existing().thenAccept(this::finish);
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
  }

  /// How often Redis took something, and how often not.
  private record Outcomes(Counter published, Counter failed) {
    static Outcomes named(String name, MeterRegistry meters) {
      return new Outcomes(
          meters.counter(name, "outcome", "published"), meters.counter(name, "outcome", "failed"));
    }
  }
}
