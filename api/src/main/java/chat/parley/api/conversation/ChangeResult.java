package chat.parley.api.conversation;

import chat.parley.api.role.Ruling;

/// What came of changing what a conversation looks like.
sealed interface ChangeResult {

  /// Also where nothing of it is another than before.
  record Changed(Standing before) implements ChangeResult {}

  record Refused(Ruling ruling) implements ChangeResult {}

  /// The lobby is there for everybody.
  record LobbyStaysPublic() implements ChangeResult {}
}
