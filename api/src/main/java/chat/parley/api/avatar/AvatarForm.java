package chat.parley.api.avatar;

import chat.parley.api.system.Required;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;

/// The form by which an avatar comes.
///
/// @param file a JPEG, PNG, GIF or WebP image
@Introspected
@Schema(name = "AvatarForm")
public record AvatarForm(@Required @Schema(type = "string", format = "binary") String file) {}
