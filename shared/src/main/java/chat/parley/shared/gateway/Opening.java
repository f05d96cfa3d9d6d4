package chat.parley.shared.gateway;

import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /internal/v1/realtime/open`: what sockets about to open need, many at once.
public final class Opening {
  public static final String PATH = "/internal/v1/realtime/open";

  /// The most openings in one call.
  public static final int LIMIT = 500;

  private Opening() {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Item> items) {
    public Request {
      items = List.copyOf(items);
    }
  }

  /// Who opens, as the verified token says.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Item(UserId userId, SessionId sessionId) {
    public Item {
      Objects.requireNonNull(userId, "user_id");
      Objects.requireNonNull(sessionId, "session_id");
    }
  }

  /// One snapshot for each item, in their order.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Answer(List<Snapshot> items) {
    public Answer {
      items = List.copyOf(items);
    }
  }

  /// @param refusal a problem code when the session or the account no longer counts, else `null`
  /// @param user as clients see it, handed on unread; `null` when refused
  /// @param conversations all of the user's, with their positions at one moment
  /// @param former those that the user was in until lately
  /// @param mark a mark at or before these positions, see [Marks]; `null` when refused
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Snapshot(
      @Nullable String refusal,
      @Nullable JsonNode user,
      List<Position> conversations,
      List<Departure> former,
      @Nullable String mark) {
    public Snapshot {
      conversations = List.copyOf(conversations);
      former = List.copyOf(former);
    }

    public static Snapshot refused(String code) {
      return new Snapshot(code, null, List.of(), List.of(), null);
    }
  }

  /// How far a conversation is, and how far the user in it.
  ///
  /// @param joinedSeq the position at which the membership began: its first event is the next one
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Position(ConversationId id, long seq, long lastReadSeq, long joinedSeq) {
    /// What clients are told of it.
    public ServerFrame.Position told() {
      return new ServerFrame.Position(id, seq, lastReadSeq);
    }
  }

  /// A membership that ended, so that a client which was away then still gets what came before.
  ///
  /// @param joinedSeq the position at which it began
  /// @param seq the position of its last event, the removal itself
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Departure(ConversationId id, long joinedSeq, long seq) {}
}
