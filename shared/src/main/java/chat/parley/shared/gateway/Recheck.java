package chat.parley.shared.gateway;

import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.id.SessionId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.List;

/// `POST /internal/v1/realtime/recheck`: which sessions have ended lately, for the case that the
/// news of one was lost on its way to its sockets.
public final class Recheck {
  public static final String PATH = "/internal/v1/realtime/recheck";

  /// What ends a session commits after the time that it writes, so whoever asks again goes back
  /// by this more than to where they were. Nothing may take longer from the one to the other.
  public static final Duration OVERLAP = Duration.ofMinutes(1);

  private Recheck() {}

  /// @param withinMs how far back, by the clock of the database; no further than a session that
  ///     ended may still have a socket
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(long withinMs) {}

  /// @param ended in any order
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Answer(List<Ended> ended) {
    public Answer {
      ended = List.copyOf(ended);
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Ended(SessionId sessionId, PersonalEvent.SessionRevoked.Reason reason) {}
}
