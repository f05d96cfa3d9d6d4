package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;

/// What came of creating a conversation.
sealed interface CreateResult {

  record Created(Conversation conversation) implements CreateResult {}

  /// A direct conversation of these two was there already.
  record Existing(Conversation conversation) implements CreateResult {}

  record UnknownUser() implements CreateResult {}
}
