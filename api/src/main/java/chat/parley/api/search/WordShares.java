package chat.parley.api.search;

import chat.parley.api.word.Word;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How common words are, by the statistics that PostgreSQL keeps for its planner.
///
/// @param messages how many there are about
/// @param common the share of the messages that have each common word
/// @param rarest the share of which all have no more that are not among the common ones
record WordShares(double messages, NavigableMap<String, Float> common, float rarest) {

  /// What PostgreSQL supposes, too, where it knows nothing.
  private static final float UNKNOWN = 0.005f;

  /// In how many messages what is sought is, at most. Of what has to be there at once the rarest
  /// alone is counted: the planner's own estimate multiplies, as if the two halves of a word had
  /// nothing to do with each other.
  double most(Query query) {
    return messages
        * query.all().stream()
            .flatMap(each -> each.words().stream().map(word -> share(word, each)))
            .mapToDouble(share -> share)
            .min()
            .orElse(0);
  }

  /// The share of the messages that have all of it, if words had nothing to do with each other.
  double likely(Query query) {
    return query.all().stream()
        .mapToDouble(each -> share(each.last(), each))
        .reduce(1, (a, b) -> a * b);
  }

  private double share(Word word, Sought sought) {
    if (!sought.open() || !word.equals(sought.last())) {
      return common.getOrDefault(word.text(), rarest);
    }
    double sum = 0;
    for (float share : beginning(word.text()).values()) {
      sum += share;
    }
    return Math.clamp(sum, rarest, 1);
  }

  private NavigableMap<String, Float> beginning(String word) {
    String beyond = word + Character.MAX_VALUE;
    return common.subMap(word, true, beyond, false);
  }

  /// @param messages those that have words
  /// @param words the common ones
  /// @param shares theirs, and behind them the least and the greatest of them
  static WordShares of(double messages, String[] words, Float[] shares) {
    NavigableMap<String, Float> common = new TreeMap<>();
    float rarest = words.length == 0 ? UNKNOWN : 1;
    for (int i = 0; i < words.length; i++) {
      common.put(words[i], shares[i]);
      rarest = Math.min(rarest, shares[i]);
    }
    return new WordShares(messages, common, rarest);
  }
}
