package chat.parley.api.reaction;

import chat.parley.shared.event.Message;
import java.util.List;

/// What came of reacting to a message, or of taking that back.
sealed interface ReactionResult {

  /// @param reactions all there are now, the caller's own marked
  record Done(List<Message.Reaction> reactions) implements ReactionResult {
    public Done {
      reactions = List.copyOf(reactions);
    }
  }

  /// No such message for who asked: the caller can't tell why.
  record Unknown() implements ReactionResult {}

  /// Deleted, or the system's.
  record Closed() implements ReactionResult {}

  /// One of the two in a direct conversation has blocked the other.
  record Blocked() implements ReactionResult {}

  /// There are [ReactionRepository#MOST] different emoji already.
  record Full() implements ReactionResult {}
}
