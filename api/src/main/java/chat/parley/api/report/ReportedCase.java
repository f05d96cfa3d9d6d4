package chat.parley.api.report;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A report as admins see it.
///
/// @param reporterId `null` when their account has been deleted
/// @param messageId `null` where it is about a user
/// @param userId who is reported, or sent the message; `null` for a message of the system's
/// @param message as it reads now; `null` where there is none any more
/// @param resolvedBy the admin who did
/// @param action what they did
@Serdeable(naming = SnakeCaseStrategy.class)
record ReportedCase(
    ReportId id,
    State state,
    @Nullable UserId reporterId,
    @Nullable MessageId messageId,
    @Nullable UserId userId,
    String reason,
    Instant createdAt,
    @Nullable Message message,
    @Nullable Instant resolvedAt,
    @Nullable UserId resolvedBy,
    @Nullable Resolution action,
    @Nullable String note) {

  /// Whether an admin has seen to it.
  @Serdeable
  enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("resolved")
    RESOLVED
  }
}
