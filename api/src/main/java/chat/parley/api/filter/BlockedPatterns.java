package chat.parley.api.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.micronaut.context.annotation.Context;
import java.util.List;

/// The operator's patterns against a text. By RE2: the time is linear in the text whatever the
/// pattern is, so no text that somebody thinks up can keep a core busy.
@Context
public class BlockedPatterns {
  private final List<Pattern> patterns;

  BlockedPatterns(FilterSettings settings) {
    this.patterns = settings.blockedPatterns().stream().map(BlockedPatterns::compiled).toList();
  }

  /// An api that can't do what it is told doesn't start.
  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "parley.moderation.blocked-patterns: '%s' is no regular expression: %s"
              .formatted(pattern, e.getDescription()),
          e);
    }
  }

  /// Whether one of them is found in the text.
  public boolean match(String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }
}
