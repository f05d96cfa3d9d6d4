package chat.parley.api.participant;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/// Somebody who is kept out of a conversation, and by whom.
@Serdeable(naming = SnakeCaseStrategy.class)
record Ban(User user, UserId bannedBy, Instant bannedAt) {}
