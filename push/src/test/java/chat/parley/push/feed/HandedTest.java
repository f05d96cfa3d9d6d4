package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandedTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.250Z");

  private final ConversationId room = new IdGenerator().conversation();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger looks = new AtomicInteger();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final LoopDelivery delivery =
      new LoopDelivery(
          channel.eventLoop(), new Handed(new FeedMeters(registry), new CountingClock()));

  @Test
  void anEventIsLateByTheTimeFromItsPlaceToTheFlush() {
    join();
    deliver(Envelope.durable(1, NOW.minusMillis(250), new byte[10]));
    channel.runPendingTasks();

    assertThat(lag().count()).isEqualTo(1);
    assertThat(lag().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
  }

  /// Each once, whatever the number of sockets, and the clock once for the round.
  @Test
  void manySocketsMakeNoMoreOfIt() {
    join();
    join();
    join();
    deliver(Envelope.durable(1, NOW.minusMillis(30), new byte[10]));
    deliver(Envelope.durable(2, NOW.minusMillis(20), new byte[10]));
    channel.runPendingTasks();

    assertThat(lag().count()).isEqualTo(2);
    assertThat(lag().max(TimeUnit.MILLISECONDS)).isEqualTo(30);
    assertThat(looks).hasValue(1);
  }

  @Test
  void whatNobodyHereGetsIsNotCounted() {
    deliver(Envelope.durable(1, NOW, new byte[10]));
    channel.runPendingTasks();

    assertThat(lag().count()).isZero();
    assertThat(looks).hasValue(0);
  }

  /// As an api of an older version sends it, or an event that is about somebody.
  @Test
  void whatDoesNotSayWhenItHappenedIsNotCounted() {
    join();
    deliver(
        new Envelope(Envelope.Kind.DURABLE, 1, Envelope.NOBODY, java.nio.ByteBuffer.allocate(10)));
    deliver(Envelope.removed(2, new UserId(UUID.randomUUID()), new byte[10]));
    channel.runPendingTasks();

    assertThat(lag().count()).isZero();
  }

  private void join() {
    FakeReceiver receiver = new FakeReceiver(channel.eventLoop());
    delivery.join(room, receiver, 0, List.of(), List.of());
    channel.advanceTimeBy(Pace.LONGEST_WAIT, TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
  }

  private void deliver(Envelope envelope) {
    delivery.deliver(room, new Sequencer.Item<>(envelope.seq(), Event.of(envelope)));
    channel.advanceTimeBy(Pace.LONGEST_WAIT, TimeUnit.NANOSECONDS);
  }

  private Timer lag() {
    return registry.get("parley.push.delivery.lag").timer();
  }

  private final class CountingClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      looks.incrementAndGet();
      return NOW;
    }
  }
}
