package chat.parley.shared.gateway;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /internal/v1/realtime/marks`: a mark stands for how far all conversations of a person are,
/// whatever their number, in a few bytes. Whoever was handed everything up to the positions that
/// come with a mark may later go on from the mark and misses nothing, though something may come
/// twice.
public final class Marks {
  public static final String PATH = "/internal/v1/realtime/marks";

  /// The most items in one call.
  public static final int LIMIT = 100;

  private Marks() {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Item> items) {
    public Request {
      items = List.copyOf(items);
    }
  }

  /// @param after an earlier mark to go on from, as the client gave it; `null` for none
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Item(UserId userId, @Nullable String after) {
    public Item {
      Objects.requireNonNull(userId, "user_id");
    }
  }

  /// One for each item, in their order.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Answer(List<Marked> items) {
    public Answer {
      items = List.copyOf(items);
    }
  }

  /// @param mark stands for the positions `seq`; letters and digits, at most 32
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Marked(String mark, List<Position> positions) {
    public Marked {
      positions = List.copyOf(positions);
    }
  }

  /// Of a conversation that the person is in, or was until lately.
  ///
  /// @param seq where it is now; of a former one, where the membership ended
  /// @param former whether the membership is over
  /// @param from where the earlier mark was at the latest: what came after it was perhaps not
  ///     delivered; -1 when the mark means nothing here; `null` when none was given
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Position(ConversationId id, long seq, boolean former, @Nullable Long from) {}
}
