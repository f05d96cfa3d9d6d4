package chat.parley.api.participant;

import chat.parley.api.system.Required;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/participants`.
///
/// @param userIds no more than one answer can list, for each becomes an event to everybody
@Serdeable(naming = SnakeCaseStrategy.class)
record AddRequest(@Nullable @Required @Size(max = 100) List<UserId> userIds) {}
