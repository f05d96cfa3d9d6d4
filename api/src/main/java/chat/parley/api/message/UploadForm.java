package chat.parley.api.message;

import chat.parley.api.system.Required;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The form by which a file comes that is sent at once.
///
/// @param file the file, declared as what it is
/// @param caption the message's text, up to 4,000 code points after trimming
/// @param clientId the sender's own name for the message; a repeated one is answered with the
///     first
@Introspected
@Schema(name = "UploadForm")
record UploadForm(
    @Required @Schema(type = "string", format = "binary") String file,
    @Nullable String caption,
    @Nullable @Schema(name = "client_id", minLength = 1, maxLength = 64) String clientId) {}
