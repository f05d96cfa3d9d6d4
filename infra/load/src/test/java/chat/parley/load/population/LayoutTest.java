package chat.parley.load.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Map<Integer, Long> sizes(Layout layout) {
    return IntStream.range(0, layout.people())
        .boxed()
        .flatMap(person -> layout.of(person).stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void allConversationsHaveTheSameNumberOfMembers() {
    Layout layout = Layout.of(600, 30, 0, 1, 7);

    assertThat(layout.members()).isEqualTo(60);
    assertThat(sizes(layout))
        .hasSize(30)
        .allSatisfy((room, size) -> assertThat(size).isEqualTo(60));
  }

  @Test
  void inPairsEverybodyHasOneOther() {
    Layout layout = Layout.pairs(1_000);

    assertThat(sizes(layout))
        .hasSize(500)
        .allSatisfy((room, size) -> assertThat(size).isEqualTo(2));
  }

  @Test
  void aDirectConversationIsOfTwo() {
    assertThatThrownBy(() -> new Layout(9, 3, List.of(0), true)).hasMessageContaining("two people");
  }
}
