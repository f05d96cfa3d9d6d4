package chat.parley.push.subscription;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's subscription to Redis. May be called on any thread; listeners are called on the one
/// thread that reads from Redis and must return at once.
///
/// Lettuce subscribes again by itself after it was disconnected; Redis confirms each channel anew,
/// and so each listener hears [Listener#subscribed] again and knows that it may have missed
/// something.
@Context
public final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
  private static final int AT_ONCE = 500;
  private static final long RETRY_MILLIS = 500;

  private final RedisClient client;
  private final RedisCodec<String, byte[]> codec;
  private final ScheduledExecutorService timer;
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wanted = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile StatefulRedisPubSubConnection<String, byte[]> redis;

  Subscriptions(RedisClient client, RedisCodec<String, byte[]> codec, MeterRegistry meters) {
    this.client = client;
    this.codec = codec;
    this.timer = client.getResources().eventExecutorGroup();
    this.redis = connect();
    Gauge.builder("parley.push.subscriptions", listeners, Map::size)
        .description("Channels that this node follows")
        .register(meters);
    Gauge.builder("parley.push.subscriptions.waiting", wanted, ConcurrentLinkedQueue::size)
        .description("Channels that Redis was not yet asked for")
        .register(meters);
  }

  private StatefulRedisPubSubConnection<String, byte[]> connect() {
    StatefulRedisPubSubConnection<String, byte[]> connection = client.connectPubSub(codec);
    connection.addListener(new Dispatch());
    return connection;
  }

  /// Begins anew on a fresh connection, for one that looks alive and brings nothing. Every listener
  /// hears [Listener#subscribed] again. Blocks while connecting; fails when Redis is away.
  void rebuild() {
    StatefulRedisPubSubConnection<String, byte[]> old = redis;
    redis = connect();
    old.closeAsync();
    wanted.addAll(listeners.keySet());
    ask();
  }

  /// One listener for each channel.
  public void subscribe(String channel, Listener listener) {
    Listener before = listeners.put(channel, listener);
    if (before != null) {
      LOG.warn("{} had a listener", channel);
    }
    wanted.add(channel);
    ask();
  }

  /// Whether somebody here listens to the channel.
  public boolean isWanted(String channel) {
    return listeners.containsKey(channel);
  }

  public void unsubscribe(String channel, Listener listener) {
    if (listeners.remove(channel, listener)) {
      redis.async().unsubscribe(channel);
    }
  }

  /// Many channels at once are asked for with few commands: while one is on its way the next ones
  /// gather.
  private void ask() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    List<String> channels = new ArrayList<>();
    for (String channel = wanted.poll(); channel != null; channel = wanted.poll()) {
      channels.add(channel);
      if (channels.size() == AT_ONCE) {
        break;
      }
    }
    if (channels.isEmpty()) {
      asking.set(false);
      if (!wanted.isEmpty()) {
        ask();
      }
      return;
    }
    redis
        .async()
        .subscribe(channels.toArray(String[]::new))
        .whenComplete(
            (done, failure) -> {
              asking.set(false);
              if (failure == null) {
                ask();
              } else {
                LOG.warn("{} channels not subscribed yet: {}", channels.size(), failure.toString());
                askAgain(channels);
              }
            });
  }

  private void askAgain(List<String> channels) {
    timer.schedule(
        () -> {
          channels.stream().filter(listeners::containsKey).forEach(wanted::add);
          ask();
        },
        RETRY_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    redis.close();
  }

  /// Takes what a channel brings.
  public interface Listener {
    /// Redis has confirmed the subscription, for the first time or again.
    void subscribed();

    void message(byte[] bytes);
  }

  private final class Dispatch extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void subscribed(String channel, long count) {
      Listener listener = listeners.get(channel);
      if (listener != null) {
        listener.subscribed();
      }
    }

    @Override
    public void message(String channel, byte[] bytes) {
      Listener listener = listeners.get(channel);
      if (listener == null) {
        return;
      }
      try {
        listener.message(bytes);
      } catch (RuntimeException e) {
        LOG.warn("unusable bytes on {}: {}", channel, e.toString());
      }
    }
  }
}
