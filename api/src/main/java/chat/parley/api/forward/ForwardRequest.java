package chat.parley.api.forward;

import chat.parley.api.system.Required;
import chat.parley.shared.id.ConversationId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/messages/{id}/forward`.
///
/// @param conversationIds where to; each once, as many as `parley.forwards.most-conversations`
@Serdeable(naming = SnakeCaseStrategy.class)
record ForwardRequest(@Nullable @Required @Size(min = 1) List<ConversationId> conversationIds) {}
