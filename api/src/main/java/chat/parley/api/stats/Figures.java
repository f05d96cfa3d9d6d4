package chat.parley.api.stats;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// How much there is.
///
/// @param users without deleted ones
/// @param online those who are seen online now
/// @param messages what people wrote and didn't delete
/// @param connections sockets on all push nodes; `null` while Redis doesn't answer
@Serdeable(naming = SnakeCaseStrategy.class)
record Figures(
    long users, long online, long conversations, long messages, @Nullable Long connections) {}
