package chat.parley.push.subscription;

import chat.parley.shared.redis.RedisConnection;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends itself something through Redis every few seconds. A subscription can be half dead: the
/// connection stands, everything looks green, and nothing comes. Only what really comes back
/// proves the path. When nothing does, the node stops being ready and the subscription is built
/// anew.
///
/// The scheduler's thread sends, the thread that reads from Redis hears; they share two volatile
/// times.
@Context
public final class Probe implements Subscriptions.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final String channel = "parley:p:" + UUID.randomUUID();
  private final Subscriptions subscriptions;
  private final RedisConnection redis;
  private final ProbeSettings settings;
  private final Timer roundTrips;
  private volatile long lastEcho = System.nanoTime();
  private volatile boolean heard;
  private long lastRebuild = System.nanoTime();

  Probe(
      Subscriptions subscriptions,
      RedisConnection redis,
      ProbeSettings settings,
      MeterRegistry meters) {
    this.subscriptions = subscriptions;
    this.redis = redis;
    this.settings = settings;
    this.roundTrips =
        Timer.builder("parley.redis.probe")
            .description("From this node through Redis to itself")
            .register(meters);
    TimeGauge.builder(
            "parley.redis.silence",
            this,
            TimeUnit.MILLISECONDS,
            probe -> (double) probe.silence().toMillis())
        .description("How long nothing has come from Redis, not even what this node sends itself")
        .register(meters);
    subscriptions.subscribe(channel, this);
  }

  boolean isAlive() {
    return heard && silence().compareTo(settings.patience()) < 0;
  }

  /// How long nothing has come from Redis. Any thread.
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastEcho);
  }

  @Scheduled(fixedDelay = "${parley.push.probe.interval:2s}")
  void probe() {
    try {
      send();
      rebuildIfSilent();
    } catch (RedisException e) {
      LOG.warn("Redis does not answer: {}", e.toString());
    }
  }

  /// What can't be sent has no echo, and that says it.
  private void send() {
    byte[] now = Long.toString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    redis.get().thenAccept(connection -> connection.async().publish(channel, now));
  }

  private void rebuildIfSilent() {
    long now = System.nanoTime();
    long patience = settings.patience().toNanos();
    if (now - lastEcho > patience && now - lastRebuild > patience) {
      lastRebuild = now;
      LOG.warn("nothing has come from Redis for {} s, subscribing anew", silence().toSeconds());
      subscriptions.rebuild();
    }
  }

  @Override
  public void subscribed() {
    heard();
  }

  @Override
  public void message(byte[] bytes) {
    long sent = Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
    roundTrips.record(System.nanoTime() - sent, TimeUnit.NANOSECONDS);
    heard();
  }

  private void heard() {
    lastEcho = System.nanoTime();
    heard = true;
  }
}
