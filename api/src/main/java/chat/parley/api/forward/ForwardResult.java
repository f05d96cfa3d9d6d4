package chat.parley.api.forward;

import chat.parley.api.message.SendResult;
import chat.parley.shared.event.Message;
import java.util.List;

/// What came of forwarding a message.
sealed interface ForwardResult {

  /// @param messages the new ones as their sender sees them, in the order of the conversations
  record Forwarded(List<Message> messages) implements ForwardResult {
    public Forwarded {
      messages = List.copyOf(messages);
    }
  }

  /// No such message for who asked: the caller can't tell why.
  record Unknown() implements ForwardResult {}

  /// Deleted, or the system's.
  record Closed() implements ForwardResult {}

  /// One of the conversations doesn't take it; nothing was written anywhere.
  record Refused(SendResult.Refusal reason) implements ForwardResult {}
}
