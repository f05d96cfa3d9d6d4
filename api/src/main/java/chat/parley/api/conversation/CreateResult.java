package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;

/// What came of creating a conversation.
sealed interface CreateResult {

  record Created(Conversation conversation) implements CreateResult {}

  /// A direct conversation of these two was there already.
  record Existing(Conversation conversation) implements CreateResult {}

  record UnknownUser() implements CreateResult {}

  /// A direct conversation, and one of the two has blocked the other.
  record Blocked() implements CreateResult {}

  /// A direct conversation, which only friends may begin here.
  record NotFriends() implements CreateResult {}

  /// Too many at a time; nothing was created.
  record RateLimited() implements CreateResult {}
}
