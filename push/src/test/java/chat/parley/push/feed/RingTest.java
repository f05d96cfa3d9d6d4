package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.redis.Envelope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final RingMemory AMPLE = new RingMemory(Long.MAX_VALUE);

  @Test
  void keepsTheLastAndForgetsTheFirst() {
    Ring ring = new Ring(3, 1_000, AMPLE);
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
    Ring ring = new Ring(100, 1_000, AMPLE);
    for (long seq = 1; seq <= 10; seq++) {
      ring.add(item(seq, 300));
    }

    assertThat(ring.after(0)).hasSize(3);
    assertThat(ring.reachesBackTo(7)).isTrue();
    assertThat(ring.reachesBackTo(6)).isFalse();
  }

  @Test
  void anEmptyOneReachesNowhere() {
    assertThat(new Ring(3, 1_000, AMPLE).reachesBackTo(0)).isFalse();
  }

  @Test
  void allOfALoopKeepTheLastOfWhatCame() {
    RingMemory memory = new RingMemory(4 * (100 + RingMemory.OVERHEAD) + 50);
    Ring quiet = new Ring(100, 10_000, memory);
    Ring lively = new Ring(100, 10_000, memory);
    quiet.add(item(1, 100));
    quiet.add(item(2, 100));
    for (long seq = 1; seq <= 3; seq++) {
      lively.add(item(seq, 100));
    }

    assertThat(seqs(quiet)).containsExactly(2L);
    assertThat(seqs(lively)).containsExactly(1L, 2L, 3L);

    lively.add(item(4, 100));
    lively.add(item(5, 100));

    assertThat(seqs(quiet)).isEmpty();
    assertThat(quiet.reachesBackTo(1)).isFalse();
    assertThat(seqs(lively)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void whatARingLetGoOfByItselfIsNotTakenFromItTwice() {
    RingMemory memory = new RingMemory(3 * (100 + RingMemory.OVERHEAD) + 50);
    Ring small = new Ring(1, 10_000, memory);
    Ring other = new Ring(100, 10_000, memory);
    for (long seq = 1; seq <= 3; seq++) {
      small.add(item(seq, 100));
    }
    other.add(item(1, 100));
    other.add(item(2, 100));

    assertThat(seqs(small)).containsExactly(3L);

    other.add(item(3, 100));

    assertThat(seqs(small)).isEmpty();
    assertThat(seqs(other)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatIsLargerThanAllMayKeepIsNotKept() {
    RingMemory memory = new RingMemory(1_000);
    Ring ring = new Ring(3, 10_000, memory);
    ring.add(item(1, 100));
    ring.add(item(2, 2_000));

    assertThat(seqs(ring)).isEmpty();
    assertThat(ring.reachesBackTo(2)).isFalse();
  }

  private static List<Long> seqs(Ring ring) {
    return ring.after(0).stream().map(Sequencer.Item::seq).toList();
  }

  private static Sequencer.Item<Event> item(long seq, int bytes) {
    return new Sequencer.Item<>(
        seq, Event.of(Envelope.durable(seq, Instant.EPOCH, new byte[bytes])));
  }
}
