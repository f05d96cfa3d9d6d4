package chat.parley.shared.gateway;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;

/// `POST /internal/v1/realtime/delivered`: what sockets were handed and have confirmed, many at
/// once. Answered with 204. What is behind what is known already, or not theirs, is passed over, so
/// a report may be made again.
public final class DeliveredReport {
  public static final String PATH = "/internal/v1/realtime/delivered";

  /// The most items in one call.
  public static final int LIMIT = 500;

  private DeliveredReport() {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Item> items) {
    public Request {
      items = List.copyOf(items);
    }
  }

  /// @param seq the newest event that a socket of the user has
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Item(UserId userId, ConversationId conversationId, long seq) {
    public Item {
      Objects.requireNonNull(userId, "user_id");
      Objects.requireNonNull(conversationId, "conversation_id");
    }
  }
}
