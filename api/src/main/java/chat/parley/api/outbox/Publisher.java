package chat.parley.api.outbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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
  private final Counter published;
  private final Counter failed;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

  Publisher(
      RedisClient client,
      RedisCodec<String, byte[]> codec,
      OutboxClearing clearing,
      MeterRegistry meters) {
    this.client = client;
    this.codec = codec;
    this.clearing = clearing;
    this.published = meters.counter("parley.publish", "outcome", "published");
    this.failed = meters.counter("parley.publish", "outcome", "failed");
  }

  public void publish(List<Publication> publications) {
    StatefulRedisConnection<String, byte[]> redis = connected();
    if (redis == null) {
      failed.increment(publications.size());
      return;
    }
    publications.forEach(publication -> publish(redis, publication));
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
  /// then on. One thread tries, the others leave their events to the outbox meanwhile.
  private @Nullable StatefulRedisConnection<String, byte[]> connected() {
    if (connection == null && connecting.tryLock()) {
      try {
        if (connection == null) {
          connection = client.connect(codec);
        }
      } catch (RedisException e) {
        LOG.warn("Redis does not answer, events wait in the outbox: {}", e.toString());
      } finally {
        connecting.unlock();
      }
    }
    return connection;
  }

  @PreDestroy
  void close() {
    StatefulRedisConnection<String, byte[]> open = connection;
    if (open != null) {
      open.close();
    }
  }
}
