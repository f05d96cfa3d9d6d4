package chat.parley.api.report;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/admin/reports/{id}/resolve`.
///
/// @param note why, for other admins and for who is suspended
@Serdeable(naming = SnakeCaseStrategy.class)
record ResolveRequest(
    @Nullable @Required @OneOf(Resolution.class) @Schema(implementation = Resolution.class)
        String action,
    @Nullable @CodePoints(min = 1, max = 500) String note) {}
