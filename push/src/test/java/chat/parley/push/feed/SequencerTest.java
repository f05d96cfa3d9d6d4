package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SequencerTest {
  /// Against a model: what may be out is the unbroken run after the start of all that was offered.
  @Property
  void whateverComesInAnyOrderTwiceOrNotAtAllOutComesTheUnbrokenRunOnce(
      @ForAll @LongRange(min = 0, max = 1_000_000) long start,
      @ForAll @IntRange(min = 0, max = 60) int count,
      @ForAll Random random) {
    List<Long> offered = offers(start, count, random);
    Sequencer<String> sequencer = new Sequencer<>(start);
    TreeSet<Long> model = new TreeSet<>();
    List<Long> out = new ArrayList<>();

    for (long seq : offered) {
      model.add(seq);
      sequencer
          .offer(seq, "event " + seq)
          .forEach(
              item -> {
                assertThat(item.thing()).isEqualTo("event " + item.seq());
                out.add(item.seq());
              });

      long end = start;
      while (model.contains(end + 1)) {
        end++;
      }
      assertThat(out).isEqualTo(LongStream.rangeClosed(start + 1, end).boxed().toList());
      assertThat(sequencer.head()).isEqualTo(end);
      assertThat(sequencer.heldCount()).isEqualTo(model.tailSet(end + 1).size());
      assertThat(sequencer.hasHole()).isEqualTo(!model.tailSet(end + 1).isEmpty());
    }
  }

  /// Reordered, repeated, some lost, some from before the start.
  private static List<Long> offers(long start, int count, Random random) {
    List<Long> offers = new ArrayList<>();
    for (long seq = Math.max(1, start - 3); seq <= start + count; seq++) {
      int times = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2);
      offers.addAll(Collections.nCopies(times, seq));
    }
    Collections.shuffle(offers, random);
    return offers;
  }

  @Test
  void whatWaitsBehindAHoleComesOutTheMomentItCloses() {
    Sequencer<String> sequencer = new Sequencer<>(40);

    assertThat(sequencer.offer(43, "c")).isEmpty();
    assertThat(sequencer.offer(42, "b")).isEmpty();
    assertThat(sequencer.hasHole()).isTrue();
    assertThat(sequencer.offer(41, "a").stream().map(Sequencer.Item::thing))
        .containsExactly("a", "b", "c");
    assertThat(sequencer.hasHole()).isFalse();
    assertThat(sequencer.offer(42, "b")).isEmpty();
  }
}
