package chat.parley.api.message;

import chat.parley.api.system.OneOf;
import chat.parley.api.system.Required;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/messages`.
///
/// @param content 1 to 4,000 code points after trimming; `@username` of a participant is a mention
/// @param type `text`, as without it
/// @param replyTo the message that this one answers, of the same conversation
/// @param clientId the sender's own name for the message; a repeated one is answered with the first
@Serdeable(naming = SnakeCaseStrategy.class)
record SendRequest(
    @Nullable @Required @Content String content,
    @Nullable @OneOf(Message.Type.class) @Schema(implementation = Message.Type.class) String type,
    @Nullable MessageId replyTo,
    @Nullable @Size(min = 1, max = 64) String clientId) {

  boolean isText() {
    return type == null || type.equals("text");
  }
}
