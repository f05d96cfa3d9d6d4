package chat.parley.api.conversation;

import chat.parley.api.system.Given;
import chat.parley.shared.event.Conversation;
import org.jspecify.annotations.Nullable;

/// What a conversation is to look like from now on; `null` leaves something as it is.
record ConversationChange(
    @Nullable Given name,
    @Nullable Given description,
    Conversation.@Nullable Visibility visibility,
    @Nullable Given avatarUrl) {

  static ConversationChange avatar(@Nullable String url) {
    return new ConversationChange(null, null, null, new Given(url));
  }

  /// How it stands after that.
  Standing of(Standing before) {
    return new Standing(
        before.type(),
        visibility == null ? before.visibility() : visibility,
        before.isLobby(),
        name == null ? before.name() : name.value(),
        description == null ? before.description() : description.value(),
        avatarUrl == null ? before.avatarUrl() : avatarUrl.value(),
        before.role());
  }
}
