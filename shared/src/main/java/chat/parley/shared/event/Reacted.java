package chat.parley.shared.event;

import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// What changed under a message.
///
/// @param count how many have put this emoji there, after the change
@Serdeable(naming = SnakeCaseStrategy.class)
public record Reacted(MessageId messageId, UserId userId, String emoji, int count) {}
