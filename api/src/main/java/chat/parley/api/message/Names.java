package chat.parley.api.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be `@username` in a text, as the two columns of a table. Whether it is a
/// participant's is known only to the database.
///
/// - A name begins where a word could: `me@example.org` and `x/@ada` name nobody. Languages that
///   have no spaces have no such places, so after their letters a name may begin anywhere.
/// - It goes as far as a username can go: `@ada.b` is not `@ada`. But a username may end with
///   what also ends a sentence, so for `@ada.` there are two candidates, and the longest that
///   somebody has is meant.
/// - What goes on with a Latin letter or an `@` is another word: `@adaé`, `@ada@example.org`.
///
/// @param names candidates, in lower case
/// @param places which `@` of the text each is for, ascending; of one the longest first
record Names(List<String> names, List<Integer> places) {
  /// How many `@` of a text are looked at: whoever names more people means everybody.
  static final int MOST = 50;

  private static final int SHORTEST = 3;
  private static final int LONGEST = 32;
  private static final Names NONE = new Names(List.of(), List.of());

  private static final String WITHOUT_SPACES =
      "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]";

  /// Each repetition takes what it takes for good, so no text makes it try twice.
  private static final Pattern MENTION =
      Pattern.compile(
          "(?:^|(?<=%s)|(?<=[^\\p{L}\\p{N}_@/]))@([A-Za-z0-9_.-]++)(?![\\p{IsLatin}\\p{N}@])"
              .formatted(WITHOUT_SPACES));

  Names {
    names = List.copyOf(names);
    places = List.copyOf(places);
  }

  static Names in(@Nullable String text) {
    if (text == null || text.indexOf('@') < 0) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Matcher mention = MENTION.matcher(text);
    while (seen.size() < MOST && mention.find()) {
      String word = mention.group(1).toLowerCase(Locale.ROOT);
      if (seen.add(word)) {
        for (String candidate : candidates(word)) {
          names.add(candidate);
          places.add(seen.size());
        }
      }
    }
    return new Names(names, places);
  }

  /// The word, and what is left of it without what may be the end of a sentence.
  private static List<String> candidates(String word) {
    List<String> candidates = new ArrayList<>();
    int end = word.length();
    while (end >= SHORTEST) {
      if (end <= LONGEST) {
        candidates.add(word.substring(0, end));
      }
      if ("._-".indexOf(word.charAt(end - 1)) < 0) {
        break;
      }
      end--;
    }
    return candidates;
  }
}
