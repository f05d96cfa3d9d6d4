package chat.parley.api.message;

import chat.parley.shared.event.Message;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of reading a page.
sealed interface PageResult {

  /// Ascending by `seq`.
  @Schema(name = "PageMessage")
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Messages(
      List<Message> items, @Nullable String nextCursor, boolean hasBefore, boolean hasAfter)
      implements PageResult {
    public Messages {
      items = List.copyOf(items);
    }
  }

  /// There is no such conversation or message, or the reader may not know of it.
  record Absent() implements PageResult {}

  /// The anchor names no message of this history.
  record UnknownAnchor() implements PageResult {}
}
