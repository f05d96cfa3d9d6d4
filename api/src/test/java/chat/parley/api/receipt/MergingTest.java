package chat.parley.api.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergingTest {
  private final List<String> out = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();
  private final Merging<String, String> merging = new Merging<>(2, out::add, ends::add);

  @Test
  void theFirstGoesOutAtOnceAndThenTheNewestOfEachWindow() {
    offer("a", 1);
    assertThat(out).containsExactly("a1");
    offer("a", 2);
    offer("a", 3);
    assertThat(out).containsExactly("a1");

    endWindows();
    assertThat(out).containsExactly("a1", "a3");
    offer("a", 4);
    endWindows();
    assertThat(out).containsExactly("a1", "a3", "a4");
  }

  @Test
  void afterAWindowWithoutNewsTheNextGoesOutAtOnceAgain() {
    offer("a", 1);
    endWindows();
    assertThat(ends).isEmpty();

    offer("a", 2);
    assertThat(out).containsExactly("a1", "a2");
  }

  @Test
  void eachKeyHasItsOwnWindow() {
    offer("a", 1);
    offer("b", 1);
    offer("a", 2);
    assertThat(out).containsExactly("a1", "b1");

    endWindows();
    assertThat(out).containsExactly("a1", "b1", "a2");
  }

  @Test
  void whatIsNotBeyondTheLastIsNoNews() {
    offer("a", 5);
    offer("a", 4);
    offer("a", 5);
    endWindows();

    assertThat(out).containsExactly("a5");
  }

  @Test
  void whatFindsNoRoomGoesOutUnmerged() {
    offer("a", 1);
    offer("b", 1);
    offer("c", 1);
    offer("c", 2);
    assertThat(out).containsExactly("a1", "b1", "c1", "c2");
    assertThat(ends).hasSize(2);

    offer("b", 2);
    assertThat(out).doesNotContain("b2");
  }

  @Test
  void whatWaitsGoesOutWhenItIsClosedAndNothingWaitsAfterThat() {
    offer("a", 1);
    offer("a", 2);
    offer("b", 1);
    merging.close();
    assertThat(out).containsExactly("a1", "b1", "a2");

    offer("a", 3);
    offer("a", 4);
    endWindows();
    assertThat(out).containsExactly("a1", "b1", "a2", "a3", "a4");
  }

  /// 0 ends the windows, anything else is news.
  @Property
  void theNewestGoesOutAndNothingEverGoesBack(
      @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 20) Integer> steps) {
    List<Integer> told = new ArrayList<>();
    List<Runnable> waiting = new ArrayList<>();
    Merging<String, Integer> each = new Merging<>(1, told::add, waiting::add);
    int newest = 0;
    for (int step : steps) {
      if (step == 0) {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
      } else {
        // Watermarks: what is offered is at least as far as what was.
        newest = Math.max(newest, step);
        each.offer("a", newest, newest);
      }
    }
    each.close();

    assertThat(told).isSorted();
    if (newest > 0) {
      assertThat(told).last().isEqualTo(newest);
    }
  }

  private void offer(String key, int position) {
    merging.offer(key, position, key + position);
  }

  private void endWindows() {
    List<Runnable> now = List.copyOf(ends);
    ends.clear();
    now.forEach(Runnable::run);
  }
}
