package chat.parley.api.conversation;

import chat.parley.api.avatar.Avatars;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What conversations look like.
@Singleton
class ConversationAvatars {
  private final Descriptions descriptions;
  private final Avatars avatars;

  ConversationAvatars(Descriptions descriptions, Avatars avatars) {
    this.descriptions = descriptions;
    this.avatars = avatars;
  }

  /// @param url a picture that is kept, `null` for none; forgotten again where it is refused
  ChangeResult replace(ConversationId conversation, UserId actor, @Nullable String url) {
    ChangeResult result = descriptions.change(conversation, actor, ConversationChange.avatar(url));
    if (!(result instanceof ChangeResult.Changed changed)) {
      avatars.forget(url);
    } else if (!Objects.equals(changed.before().avatarUrl(), url)) {
      avatars.forget(changed.before().avatarUrl());
    }
    return result;
  }
}
