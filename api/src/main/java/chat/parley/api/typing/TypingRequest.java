package chat.parley.api.typing;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/typing`.
@Serdeable(naming = SnakeCaseStrategy.class)
record TypingRequest(@Nullable @Required Boolean isTyping) {}
