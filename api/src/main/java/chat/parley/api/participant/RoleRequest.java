package chat.parley.api.participant;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Required;
import chat.parley.shared.event.Conversation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /v1/conversations/{id}/participants/{user}/role`.
///
/// @param role `owner` hands over
@Serdeable
record RoleRequest(
    @Nullable
        @Required
        @OneOf(Conversation.Role.class)
        @Schema(implementation = Conversation.Role.class)
        String role) {

  Conversation.Role wanted() {
    return Enums.of(Conversation.Role.class, requireNonNull(role));
  }
}
