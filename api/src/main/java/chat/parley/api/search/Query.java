package chat.parley.api.search;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import chat.parley.api.word.Word;
import chat.parley.api.word.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What somebody looks for. There are no errors in it: whatever is no word is passed over.
///
/// A message must have all of it. A word also finds those that begin with it; words in quotes only
/// those themselves, side by side (the last one may end with `*`).
record Query(List<Sought> all) {
  /// What is opened by any is closed by any, or by the end.
  private static final String QUOTES = "\"\u201C\u201D\u201E\u00AB\u00BB";

  Query {
    all = List.copyOf(all);
  }

  static Query parse(String text) {
    List<Sought> all = new ArrayList<>();
    boolean quoted = false;
    for (String part : text.splitWithDelimiters("[" + QUOTES + "]", -1)) {
      if (part.length() == 1 && QUOTES.contains(part)) {
        quoted = !quoted;
      } else if (quoted) {
        all.addAll(Sought.in(part, part.endsWith("*")));
      } else {
        for (String word : part.split("[\\p{Z}\\s]+", -1)) {
          all.addAll(Sought.in(word, true));
        }
      }
    }
    return new Query(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// The `tsquery` that a message must match.
  String condition() {
    return all.stream().map(Sought::condition).collect(joining(" & "));
  }

  /// The `tsquery` by which those that match are ranked.
  String ranking() {
    return all.stream().map(Sought::ranking).collect(joining(" & "));
  }

  /// What matches in a text: where it stands, in its order, without overlaps.
  List<Highlight> highlights(String text) {
    Map<Integer, List<Word>> words =
        Words.of(text).stream().collect(groupingBy(Word::position, TreeMap::new, toList()));
    List<Word> found =
        all.stream()
            .map(each -> each.found(words))
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Word::start))
            .toList();
    return merged(found).stream().map(range -> Highlight.of(text, range[0], range[1])).toList();
  }

  private static List<int[]> merged(List<Word> words) {
    List<int[]> ranges = new ArrayList<>();
    for (Word word : words) {
      int[] last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && word.start() <= last[1]) {
        last[1] = Math.max(last[1], word.end());
      } else {
        ranges.add(new int[] {word.start(), word.end()});
      }
    }
    return ranges;
  }
}
