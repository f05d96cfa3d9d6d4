package chat.parley.api.conversation;

import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.shared.event.Conversation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /v1/conversations/{id}/settings`. What is absent stays as it is.
@Serdeable
record SettingsRequest(
    @Nullable
        @OneOf(Conversation.Notifications.class)
        @Schema(implementation = Conversation.Notifications.class)
        String notifications,
    @Nullable Boolean archived,
    @Nullable Boolean pinned) {

  Conversation.@Nullable Notifications chosenNotifications() {
    return notifications == null ? null : Enums.of(Conversation.Notifications.class, notifications);
  }
}
