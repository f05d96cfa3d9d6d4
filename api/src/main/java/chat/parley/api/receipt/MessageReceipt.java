package chat.parley.api.receipt;

import chat.parley.shared.event.User;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When one message came to one participant.
///
/// @param deliveredAt `null` as long as it has not, or where deliveries are not kept
/// @param readAt `null` as long as it is unread
@Serdeable(naming = SnakeCaseStrategy.class)
record MessageReceipt(User user, @Nullable Instant deliveredAt, @Nullable Instant readAt) {}
