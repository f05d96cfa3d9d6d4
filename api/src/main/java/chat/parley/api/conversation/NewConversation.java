package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A conversation about to be created, already checked for its form.
///
/// @param others the participants besides the creator; exactly one in a direct conversation
record NewConversation(
    ConversationId id,
    Conversation.Type type,
    Conversation.Visibility visibility,
    @Nullable String name,
    @Nullable String description,
    UserId creator,
    Set<UserId> others,
    Instant now) {

  NewConversation {
    others = Set.copyOf(others);
    if (others.contains(creator) || (type == Conversation.Type.DIRECT && others.size() != 1)) {
      throw new IllegalArgumentException("wrong participants for " + type);
    }
  }

  boolean isDirect() {
    return type == Conversation.Type.DIRECT;
  }

  UserId peer() {
    return others.iterator().next();
  }
}
