package chat.parley.api.participant;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.User;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody in a conversation, as the others in it see them.
@Serdeable(naming = SnakeCaseStrategy.class)
record Participant(
    User user,
    Conversation.Role role,
    Instant joinedAt,
    @Nullable Instant mutedUntil,
    long lastReadSeq,
    long lastDeliveredSeq) {}
