package chat.parley.api.message;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/// What a message said before it was edited.
///
/// @param version 0 for the first text
/// @param writtenAt since when it said so
@Serdeable(naming = SnakeCaseStrategy.class)
record EarlierText(int version, String content, Instant writtenAt) {}
