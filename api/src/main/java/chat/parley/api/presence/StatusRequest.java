package chat.parley.api.presence;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Given;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Required;
import chat.parley.api.user.ChosenStatus;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /v1/users/me/status`.
///
/// @param statusText a text beside the status; `null` takes it away, leaving it out lets it stand
@Serdeable(naming = SnakeCaseStrategy.class)
record StatusRequest(
    @Nullable @Required @OneOf(ChosenStatus.class) @Schema(implementation = ChosenStatus.class)
        String status,
    @Nullable @CodePoints(max = 100) @Schema(implementation = String.class) Given statusText) {}
