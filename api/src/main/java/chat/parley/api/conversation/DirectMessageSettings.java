package chat.parley.api.conversation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Who may begin.
///
/// @param directMessages who may start a direct conversation with somebody; those that are there
///     go on
@ConfigurationProperties("parley")
public record DirectMessageSettings(@Bindable(defaultValue = "everyone") Who directMessages) {

  /// Seen from the other one of the two.
  public enum Who {
    EVERYONE,
    FRIENDS
  }
}
