package chat.parley.api.message;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/messages`.
///
/// @param content 1 to 4,000 code points after trimming
/// @param clientId the sender's own name for the message; a repeated one is answered with the first
@Serdeable(naming = SnakeCaseStrategy.class)
record SendRequest(
    @Nullable @Required @Content String content,
    @Nullable @Size(min = 1, max = 64) String clientId) {}
