package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.shared.id.UserId;

/// Somebody who is to hear that a message names them.
///
/// @param outbox the row that remembers it until Redis has it
record Alert(OutboxId outbox, UserId user) {}
