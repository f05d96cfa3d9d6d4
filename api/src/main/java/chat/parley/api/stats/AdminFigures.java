package chat.parley.api.stats;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// What admins are told beyond [Figures].
///
/// @param admins of the system
/// @param suspended accounts that are kept out now
/// @param sessions that have not ended
/// @param outbox events that wait to be published
@Serdeable(naming = SnakeCaseStrategy.class)
record AdminFigures(
    long users,
    long online,
    long conversations,
    long messages,
    @Nullable Long connections,
    long admins,
    long suspended,
    long sessions,
    long outbox) {

  static AdminFigures of(Figures figures, Rows.More more) {
    return new AdminFigures(
        figures.users(),
        figures.online(),
        figures.conversations(),
        figures.messages(),
        figures.connections(),
        more.admins(),
        more.suspended(),
        more.sessions(),
        more.outbox());
  }
}
