package chat.parley.api.invite;

import chat.parley.api.role.Ruling;

/// What came of making an invite.
sealed interface InviteResult {

  record Made(Invite invite) implements InviteResult {}

  record Refused(Ruling ruling) implements InviteResult {}
}
