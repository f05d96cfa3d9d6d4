package chat.parley.shared.gateway;

import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.id.SessionId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/// `POST /internal/v1/realtime/recheck`: which of the sessions that have sockets have ended, for
/// the case that the news of it was lost on its way.
public final class Recheck {
  public static final String PATH = "/internal/v1/realtime/recheck";

  /// The most sessions in one call.
  public static final int LIMIT = 1_000;

  private Recheck() {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Opening.Item> items) {
    public Request {
      items = List.copyOf(items);
    }
  }

  /// @param ended those of the items that no longer count, in any order
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Answer(List<Ended> ended) {
    public Answer {
      ended = List.copyOf(ended);
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Ended(SessionId sessionId, PersonalEvent.SessionRevoked.Reason reason) {}
}
