package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;
import io.micronaut.serde.annotation.Serdeable;

/// How somebody wants to have a conversation for themselves. New messages change none of it: what
/// is archived stays so.
@Serdeable
record ParticipantSettings(
    Conversation.Notifications notifications, boolean archived, boolean pinned) {}
