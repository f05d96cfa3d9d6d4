package chat.parley.api.message;

import chat.parley.shared.event.Message;
import java.time.Instant;

/// What came of sending a message.
public sealed interface SendResult {

  record Sent(Message message) implements SendResult {}

  /// The same `client_id` came before; this is what became of it.
  record AlreadySent(Message message) implements SendResult {}

  /// Nothing was written.
  sealed interface Refusal extends SendResult {}

  /// Not in the conversation, or there is none: the sender can't tell which.
  record NotAParticipant() implements Refusal {}

  /// A channel, and the sender neither its owner nor an admin.
  record ReadOnly() implements Refusal {}

  /// A direct conversation, and one of the two has blocked the other.
  record Blocked() implements Refusal {}

  record Muted(Instant until) implements Refusal {}

  /// What it answers isn't there: elsewhere, the system's, or hidden by the sender.
  record NothingToAnswer() implements Refusal {}

  /// One of its files is not the sender's, not there, or sent already.
  record NothingToAttach() implements Refusal {}

  /// Its files make it something else than it is said to be.
  record OtherType() implements Refusal {}

  /// By the patterns of [chat.parley.api.filter.BlockedPatterns].
  record Rejected() implements Refusal {}

  /// Too many at a time.
  record RateLimited() implements Refusal {}
}
