package chat.parley.api.filter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// What texts must not contain.
///
/// @param blockedPatterns regular expressions in RE2's syntax (`(?i)` for any case); a text in
///     which one of them is found is refused. A text instead of a list is split at its commas.
@ConfigurationProperties("parley.moderation")
public record FilterSettings(@Bindable(defaultValue = "") List<String> blockedPatterns) {
  public FilterSettings {
    // No value at all comes as an empty text.
    blockedPatterns = blockedPatterns.stream().filter(each -> !each.isBlank()).toList();
  }
}
