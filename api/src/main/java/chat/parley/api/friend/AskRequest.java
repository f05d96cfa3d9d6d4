package chat.parley.api.friend;

import chat.parley.api.system.Required;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/friends/requests`.
///
/// @param userId whose friend the caller wants to be
@Serdeable(naming = SnakeCaseStrategy.class)
record AskRequest(@Nullable @Required UserId userId) {}
