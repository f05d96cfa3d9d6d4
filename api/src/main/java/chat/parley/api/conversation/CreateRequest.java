package chat.parley.api.conversation;

import chat.parley.api.system.OneOf;
import chat.parley.api.system.Required;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations`.
///
/// @param type `direct` for one participant without a name, else `group`, where it is not given
/// @param participantIds the others; one's own id among them is ignored
@Serdeable(naming = SnakeCaseStrategy.class)
record CreateRequest(
    @Nullable @OneOf(Conversation.Type.class) @Schema(implementation = Conversation.Type.class)
        String type,
    @Nullable @Required @Size(max = 1_000) List<UserId> participantIds,
    @Nullable @Size(min = 1, max = 100) String name,
    @Nullable @Size(max = 500) String description,
    @Nullable
        @OneOf(Conversation.Visibility.class)
        @Schema(implementation = Conversation.Visibility.class)
        String visibility) {}
