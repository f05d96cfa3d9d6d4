package chat.parley.api.audit;

import chat.parley.shared.id.AuditEntryId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in the audit log.
///
/// @param actorId `null` for nobody who is known, and for the system itself
/// @param targetType `user`, `session`, `conversation`, `message`, `report`
/// @param action what was done, for instance `login_failed`; more may come
/// @param ip `null` where it was not done by a request, or by one on a socket
/// @param details more about it, by the kind of action
@Serdeable(naming = SnakeCaseStrategy.class)
public record AuditEntry(
    AuditEntryId id,
    Instant at,
    @Nullable UserId actorId,
    String action,
    @Nullable String targetType,
    @Nullable UUID targetId,
    @Nullable String ip,
    Map<String, String> details) {}
