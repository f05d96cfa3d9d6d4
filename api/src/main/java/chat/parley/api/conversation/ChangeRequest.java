package chat.parley.api.conversation;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Enums;
import chat.parley.api.system.Given;
import chat.parley.api.system.OneOf;
import chat.parley.shared.event.Conversation;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/conversations/{id}`: what is left out stays as it is.
///
/// @param name `null` takes it away
/// @param description `null` takes it away
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(name = "ConversationChangeRequest")
record ChangeRequest(
    @Nullable @CodePoints(min = 1, max = 100) Given name,
    @Nullable @CodePoints(max = 500) Given description,
    @Nullable
        @OneOf(Conversation.Visibility.class)
        @Schema(implementation = Conversation.Visibility.class)
        String visibility) {

  ConversationChange change() {
    return new ConversationChange(
        name,
        description,
        visibility == null ? null : Enums.of(Conversation.Visibility.class, visibility),
        null);
  }
}
