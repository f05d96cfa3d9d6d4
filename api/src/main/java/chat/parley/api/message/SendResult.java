package chat.parley.api.message;

import chat.parley.shared.event.Message;
import java.time.Instant;

/// What came of sending a message.
public sealed interface SendResult {

  record Sent(Message message) implements SendResult {}

  /// The same `client_id` came before; this is what became of it.
  record AlreadySent(Message message) implements SendResult {}

  /// Not in the conversation, or there is none: the sender can't tell which.
  record NotAParticipant() implements SendResult {}

  /// A channel, and the sender neither its owner nor an admin.
  record ReadOnly() implements SendResult {}

  /// A direct conversation, and one of the two has blocked the other.
  record Blocked() implements SendResult {}

  record Muted(Instant until) implements SendResult {}

  /// Too many at a time; nothing was written.
  record RateLimited() implements SendResult {}
}
