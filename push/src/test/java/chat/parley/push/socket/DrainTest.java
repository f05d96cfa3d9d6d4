package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainTest {
  @Test
  void manySocketsLeaveInBatchesOfTheSameSizeOverTheWholeWindow() {
    Map<Long, Long> batches =
        IntStream.range(0, 50_000)
            .mapToObj(i -> Drain.dueMillis(i, 50_000, 10_000))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(batches).hasSize(100);
    assertThat(batches.values()).containsOnly(500L);
    assertThat(batches.keySet()).allMatch(due -> due >= 0 && due < 10_000);
  }

  @Test
  void fewSocketsAreSpreadToo() {
    assertThat(IntStream.range(0, 4).mapToObj(i -> Drain.dueMillis(i, 4, 10_000)))
        .containsExactly(0L, 2_500L, 5_000L, 7_500L);
  }

  @Test
  void withoutAWindowAllLeaveAtOnce() {
    assertThat(IntStream.range(0, 3).mapToObj(i -> Drain.dueMillis(i, 3, 0))).containsOnly(0L);
  }
}
