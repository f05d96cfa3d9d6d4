package chat.parley.api.message;

import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.MessageId;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a history: a position, or a message that has one.
sealed interface Anchor {
  /// At most as many digits as always fit a `long`.
  Pattern NUMBER = Pattern.compile("\\d{1,18}");

  record Seq(long value) implements Anchor {}

  record Id(MessageId value) implements Anchor {}

  /// @return empty when it is neither a number nor an id
  static Optional<Anchor> parse(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(new Seq(Long.parseLong(text)));
    }
    try {
      return Optional.of(new Id(MessageId.parse(text)));
    } catch (MalformedIdException e) {
      return Optional.empty();
    }
  }
}
