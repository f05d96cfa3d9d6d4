package chat.parley.api.session;

import chat.parley.shared.redis.Backoff;
import chat.parley.shared.redis.Envelope;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears from the other apis that some session has ended or some account's standing has changed.
/// The news doesn't say which: that is read from the database, so nobody is logged out by a
/// forged message, and one that is lost costs a moment.
@Singleton
class EndingNews implements ApplicationEventListener<ServerStartupEvent> {
  static final String CHANNEL = "parley:endings";

  static final Envelope NEWS =
      new Envelope(Envelope.Kind.REVOKED, 0, Envelope.NOBODY, ByteBuffer.allocate(0));

  private static final Logger LOG = LoggerFactory.getLogger(EndingNews.class);

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final EndingWatch watch;
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4), new SplittableRandom());
  private final Thread thread = Thread.ofVirtual().name("ending-news").unstarted(this::subscribe);

  private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

  EndingNews(RedisClient client, RedisCodec<String, byte[]> codec, EndingWatch watch) {
    this.client = client;
    this.codec = codec;
    this.watch = watch;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    thread.start();
  }

  /// Until it succeeds once; from then on Lettuce connects and subscribes anew by itself.
  private void subscribe() {
    try {
      while (!isSubscribed()) {
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException e) {
      LOG.debug("no more waiting for Redis");
    }
  }

  private boolean isSubscribed() {
    try {
      StatefulRedisPubSubConnection<String, byte[]> opened = client.connectPubSub(codec);
      connection = opened;
      opened.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
              watch.wake();
            }
          });
      opened.sync().subscribe(CHANNEL);
      return true;
    } catch (RuntimeException e) {
      LOG.debug("not subscribed: {}", e.toString());
      hangUp();
      return false;
    }
  }

  @PreDestroy
  void close() {
    thread.interrupt();
    hangUp();
  }

  private void hangUp() {
    StatefulRedisPubSubConnection<String, byte[]> opened = connection;
    if (opened != null) {
      opened.closeAsync();
    }
  }
}
