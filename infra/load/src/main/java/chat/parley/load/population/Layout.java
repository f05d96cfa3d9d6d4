package chat.parley.load.population;

import java.util.List;
import java.util.stream.IntStream;

/// Who is in which conversation: person `p` in the conversations `(p + offset) % conversations`,
/// for each offset. So all have the same number of members, and their members are not the same
/// people.
///
/// @param direct of two people each, as between friends
public record Layout(int people, int conversations, List<Integer> offsets, boolean direct) {
  public Layout {
    offsets = List.copyOf(offsets);
    if (direct && people * offsets.size() != 2 * conversations) {
      throw new IllegalArgumentException("two people in each direct conversation");
    }
  }

  public static Layout of(int people, int conversations, int... offsets) {
    return new Layout(people, conversations, IntStream.of(offsets).boxed().toList(), false);
  }

  public static Layout pairs(int people) {
    return new Layout(people, people / 2, List.of(0), true);
  }

  /// In each conversation.
  public int members() {
    return people * offsets.size() / conversations;
  }

  List<Integer> of(int person) {
    return offsets.stream().map(offset -> (person + offset) % conversations).toList();
  }
}
