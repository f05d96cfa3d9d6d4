package chat.parley.api.report;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/reports`. Either a message or a user.
///
/// @param reason 1 to 1,000 characters
@Serdeable(naming = SnakeCaseStrategy.class)
record ReportRequest(
    @Nullable MessageId messageId,
    @Nullable UserId userId,
    @Nullable @Required @CodePoints(min = 1, max = 1_000) String reason) {}
