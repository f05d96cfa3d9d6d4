package chat.parley.api.realtime;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.DepartureReason;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The facts of an event that nothing else keeps; which are there depends on its type.
@Serdeable(naming = SnakeCaseStrategy.class)
record EventDetails(
    @Nullable String emoji,
    @Nullable Integer count,
    Conversation.@Nullable Role role,
    @Nullable DepartureReason reason,
    @Nullable Instant mutedUntil) {}
