package chat.parley.api.message;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/messages/{id}`.
///
/// @param content 1 to 4,000 code points after trimming
@Serdeable
record EditRequest(@Nullable @Required @Content String content) {}
