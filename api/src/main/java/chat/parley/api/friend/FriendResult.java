package chat.parley.api.friend;

/// What came of asking for friendship, or of answering.
sealed interface FriendResult {

  record Done(Turn turn) implements FriendResult {}

  /// There is no such user.
  record UnknownUser() implements FriendResult {}

  /// There is no such request, or none of the caller's: they can't tell which.
  record UnknownRequest() implements FriendResult {}

  /// One of the two has blocked the other.
  record Blocked() implements FriendResult {}

  /// The caller has asked before and has no answer yet.
  record AlreadyAsked() implements FriendResult {}

  record AlreadyFriends() implements FriendResult {}

  /// Who asked can't answer, and who was asked can't take it back.
  record NotTheirs() implements FriendResult {}
}
