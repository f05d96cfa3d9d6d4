package chat.parley.push.subscription;

import chat.parley.shared.pubsub.Listener;
import chat.parley.shared.pubsub.Path;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What was heard by one way. The scheduler's thread asks, those of Redis hear; they share
/// volatile fields.
final class Echo implements Listener {
  private final Path path;
  private final String channel;
  private final Timer roundTrips;
  private volatile long heardAt;
  private volatile boolean heard;
  private volatile boolean awaited;
  private volatile long awaitedSince;

  /// @param since when something was last heard by those that came before
  /// @param heard whether something ever was
  Echo(Path path, String channel, long since, boolean heard, Timer roundTrips) {
    this.path = path;
    this.channel = channel;
    this.heardAt = since;
    this.heard = heard;
    this.roundTrips = roundTrips;
  }

  Path path() {
    return path;
  }

  String channel() {
    return channel;
  }

  boolean isHeard() {
    return heard;
  }

  long heardAt() {
    return heardAt;
  }

  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  /// Something was sent.
  void await() {
    if (!awaited) {
      awaitedSince = System.nanoTime();
      awaited = true;
    }
  }

  /// Whether it is time to begin anew; then what was sent is no longer waited for. Counted from
  /// when something was sent, for where little is sent little is heard.
  boolean isToBeRebuilt(Duration patience) {
    boolean due = awaited && System.nanoTime() - awaitedSince > patience.toNanos();
    if (due) {
      awaited = false;
    }
    return due;
  }

  @Override
  public void subscribed() {
    hear();
  }

  /// What is sent next will tell.
  @Override
  public void doubtful() {}

  @Override
  public void message(byte[] bytes) {
    long sent = Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
    roundTrips.record(System.nanoTime() - sent, TimeUnit.NANOSECONDS);
    hear();
  }

  private void hear() {
    heardAt = System.nanoTime();
    heard = true;
    awaited = false;
  }
}
