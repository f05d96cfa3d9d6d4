package chat.parley.shared.event;

import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// A user as it stands inside a message: enough to draw it.
@Serdeable(naming = SnakeCaseStrategy.class)
public record Author(UserId id, String username, String displayName, @Nullable String avatarUrl) {}
