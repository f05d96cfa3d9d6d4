package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final int FLUSH = -1;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Rounds rounds = new Rounds(channel.eventLoop(), () -> {});
  private final Reader reader = new Reader(channel.eventLoop());

  @Test
  void whatComesTogetherIsFlushedOnce() {
    add(1, 100);
    add(2, 100);
    rounds.flush(reader);
    runAll();

    assertThat(reader.got).containsExactly(1, 2, FLUSH);
  }

  @Test
  void aBacklogIsHandedOutInSlicesWithAFlushBehindEach() {
    int half = Rounds.SLICE / 2;
    IntStream.rangeClosed(1, 6).forEach(number -> add(number, half));
    runAll();

    assertThat(reader.got).containsExactly(1, 2, FLUSH, 3, 4, FLUSH, 5, 6, FLUSH);
  }

  @Test
  void whatIsLargerThanASliceIsOneByItself() {
    add(1, 10);
    add(2, 2 * Rounds.SLICE);
    add(3, 10);
    runAll();

    assertThat(reader.got).containsExactly(1, FLUSH, 2, FLUSH, 3, FLUSH);
  }

  @Test
  void aLoopThatIsFarBehindGoesInLargerSteps() {
    int count = Rounds.FAR_BEHIND / Rounds.SLICE + 1;
    IntStream.rangeClosed(1, count).forEach(number -> add(number, Rounds.SLICE));
    runAll();

    int large = Rounds.LARGE_SLICE / Rounds.SLICE;
    assertThat(reader.got.indexOf(FLUSH)).isEqualTo(large);
    assertThat(reader.got.subList(large + 1, large + 3)).containsExactly(large + 1, FLUSH);
    assertThat(reader.got.stream().filter(each -> each != FLUSH)).hasSize(count);
  }

  /// Whatever is added when, all of it comes out, in its order, and never more than a slice or
  /// one single piece between two flushes.
  @Property
  void allComesOutInOrderAndInSlices(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = Rounds.SLICE) Integer> sizes) {
    RoundsTest each = new RoundsTest();
    for (int i = 0; i < sizes.size(); i++) {
      each.add(i, sizes.get(i));
      if (i % 7 == 0) {
        each.channel.runPendingTasks();
      }
    }
    each.runAll();

    assertThat(each.reader.got.stream().filter(got -> got != FLUSH))
        .containsExactlyElementsOf(IntStream.range(0, sizes.size()).boxed().toList());
    int written = 0;
    for (int got : each.reader.got) {
      written = got == FLUSH ? 0 : written + sizes.get(got);
      assertThat(written).isLessThanOrEqualTo(Rounds.SLICE);
    }
  }

  private void add(int number, int bytes) {
    rounds.add(
        bytes,
        () -> {
          reader.got.add(number);
          rounds.flush(reader);
        });
  }

  /// Also what waits for its time.
  private void runAll() {
    while (rounds.isDue()) {
      channel.runPendingTasks();
    }
  }

  private static final class Reader extends FakeReceiver {
    private final List<Integer> got = new ArrayList<>();

    Reader(EventLoop loop) {
      super(loop);
    }

    @Override
    public void flush() {
      super.flush();
      got.add(FLUSH);
    }
  }
}
