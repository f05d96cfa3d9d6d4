package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.redis.Envelope;
import org.junit.jupiter.api.Test;

class RingTest {
  @Test
  void keepsTheLastAndForgetsTheFirst() {
    Ring ring = new Ring(3, 1_000);
    for (long seq = 1; seq <= 5; seq++) {
      ring.add(item(seq, 10));
    }

    assertThat(ring.after(0).stream().map(Sequencer.Item::seq)).containsExactly(3L, 4L, 5L);
    assertThat(ring.after(4).stream().map(Sequencer.Item::seq)).containsExactly(5L);
    assertThat(ring.reachesBackTo(2)).isTrue();
    assertThat(ring.reachesBackTo(1)).isFalse();
  }

  @Test
  void isBoundedInBytesToo() {
    Ring ring = new Ring(100, 1_000);
    for (long seq = 1; seq <= 10; seq++) {
      ring.add(item(seq, 300));
    }

    assertThat(ring.after(0)).hasSize(3);
    assertThat(ring.reachesBackTo(7)).isTrue();
    assertThat(ring.reachesBackTo(6)).isFalse();
  }

  @Test
  void anEmptyOneReachesNowhere() {
    assertThat(new Ring(3, 1_000).reachesBackTo(0)).isFalse();
  }

  private static Sequencer.Item<Event> item(long seq, int bytes) {
    return new Sequencer.Item<>(seq, Event.of(Envelope.durable(seq, new byte[bytes])));
  }
}
