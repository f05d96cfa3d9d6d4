package chat.parley.api.session;

import chat.parley.shared.id.SessionId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device that somebody is logged in on, as they see it.
///
/// @param current whether the request came from it
@Serdeable(naming = SnakeCaseStrategy.class)
record SessionView(
    SessionId id,
    @Nullable String deviceName,
    @Nullable String userAgent,
    @Nullable String ip,
    Instant createdAt,
    Instant lastUsedAt,
    boolean current) {}
