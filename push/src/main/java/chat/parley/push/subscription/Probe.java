package chat.parley.push.subscription;

import chat.parley.shared.pubsub.Path;
import chat.parley.shared.pubsub.Subscriptions;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.RedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends itself something through Redis every few seconds, by every way by which messages come. A
/// subscription can be half dead: the connection stands, everything looks green, and nothing
/// comes. Only what really comes back proves the path. When by one way nothing does, the node
/// stops being ready and that subscription is built anew.
///
/// The scheduler's thread sends, that of the subscriptions says which ways there are; what others
/// see of it is volatile and replaced as a whole.
@Context
public final class Probe {
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final String prefix = "parley:p:" + UUID.randomUUID() + ":";
  private final Subscriptions subscriptions;
  private final Redis redis;
  private final RedisConnection connection;
  private final ProbeSettings settings;
  private final Timer roundTrips;
  private final long begin = System.nanoTime();
  private volatile Map<Path, Echo> echoes = Map.of();

  Probe(
      Subscriptions subscriptions,
      Redis redis,
      RedisConnection connection,
      ProbeSettings settings,
      MeterRegistry meters) {
    this.subscriptions = subscriptions;
    this.redis = redis;
    this.connection = connection;
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
    subscriptions.watch(this::follow);
  }

  boolean isAlive() {
    Map<Path, Echo> now = echoes;
    return !now.isEmpty()
        && now.values().stream().allMatch(Echo::isHeard)
        && silence().compareTo(settings.patience()) < 0;
  }

  /// How long nothing has come by the way that has been silent for the longest. Any thread.
  public Duration silence() {
    return echoes.values().stream()
        .map(Echo::silence)
        .max(Duration::compareTo)
        .orElseGet(() -> Duration.ofNanos(System.nanoTime() - begin));
  }

  @Scheduled(fixedDelay = "${parley.push.probe.interval:2s}")
  void probe() {
    for (Echo echo : echoes.values()) {
      if (echo.isToBeRebuilt(settings.patience())) {
        LOG.warn(
            "nothing has come from {} for {} s, subscribing anew",
            echo.path().server(),
            echo.silence().toSeconds());
        subscriptions.rebuild(echo.path());
      } else {
        echo.await();
        send(echo);
      }
    }
  }

  /// What takes the place of another inherits what is known of it: servers that take turns in
  /// being silent are no better than one that is, and no worse for having been named just now.
  private void follow(List<Path> paths) {
    Map<Path, Echo> before = echoes;
    long since = before.values().stream().mapToLong(Echo::heardAt).min().orElse(begin);
    boolean heard = !before.isEmpty() && before.values().stream().allMatch(Echo::isHeard);
    before.values().stream()
        .filter(echo -> !paths.contains(echo.path()))
        .forEach(echo -> subscriptions.unsubscribe(echo.channel(), echo));
    Map<Path, Echo> next = new HashMap<>();
    for (Path path : paths) {
      Echo present = before.get(path);
      next.put(path, present == null ? listen(path, since, heard) : present);
    }
    echoes = Map.copyOf(next);
  }

  private Echo listen(Path path, long since, boolean heard) {
    Echo echo = new Echo(path, subscriptions.channelBy(path, prefix), since, heard, roundTrips);
    subscriptions.subscribe(echo.channel(), echo);
    return echo;
  }

  /// What can't be sent has no echo, and that says it.
  private void send(Echo echo) {
    byte[] now = Long.toString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    connection
        .get()
        .thenAccept(link -> link.dispatch(List.of(redis.publication(echo.channel(), now))));
  }
}
