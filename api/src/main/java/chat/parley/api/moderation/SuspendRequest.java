package chat.parley.api.moderation;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/admin/users/{id}/suspend`.
///
/// @param until `null` for until somebody restores the account
@Serdeable(naming = SnakeCaseStrategy.class)
record SuspendRequest(
    @Nullable @Required @Size(min = 1, max = 500) String reason, @Nullable @Future Instant until) {}
