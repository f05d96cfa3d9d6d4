package chat.parley.api.receipt;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// What reading came to.
///
/// @param lastReadSeq where the reader is now, which may be further than what was asked for
/// @param unreadCount messages of others after that
/// @param updatedCount messages of others that were unread before
@Serdeable(naming = SnakeCaseStrategy.class)
record ReadAnswer(long lastReadSeq, long unreadCount, long updatedCount) {}
