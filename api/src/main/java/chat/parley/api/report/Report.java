package chat.parley.api.report;

import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A report as who made it sees it: what came of it is between the admins and whom it is about.
///
/// @param messageId `null` where it is about a user
/// @param userId who is reported, or sent the message; `null` for a message of the system's
@Serdeable(naming = SnakeCaseStrategy.class)
record Report(
    ReportId id,
    @Nullable MessageId messageId,
    @Nullable UserId userId,
    String reason,
    Instant createdAt) {}
