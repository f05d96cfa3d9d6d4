package chat.parley.api.conversation;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.api.role.Ruling;
import chat.parley.shared.event.Conversation;
import org.jspecify.annotations.Nullable;

/// A conversation as it is, and how somebody stands to it.
///
/// @param role in effect, `null` for an outsider
record Standing(
    Conversation.Type type,
    Conversation.Visibility visibility,
    boolean isLobby,
    @Nullable String name,
    @Nullable String description,
    @Nullable String avatarUrl,
    Conversation.@Nullable Role role) {

  Ruling ruling(Deed deed) {
    return Policy.rule(deed, type, role);
  }
}
