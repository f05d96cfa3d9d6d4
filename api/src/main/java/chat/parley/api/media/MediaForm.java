package chat.parley.api.media;

import chat.parley.api.system.Required;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;

/// The form by which a file comes.
///
/// @param file the file, declared as what it is
@Introspected
@Schema(name = "MediaForm")
record MediaForm(@Required @Schema(type = "string", format = "binary") String file) {}
