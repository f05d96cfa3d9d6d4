package chat.parley.shared.gateway;

import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /internal/v1/realtime/presence`: who has a socket somewhere and who has none any more.
/// Said twice it is the same. Answered without a body.
public final class PresenceReport {
  public static final String PATH = "/internal/v1/realtime/presence";

  /// Where the other way round is asked who counts as online, page by page.
  public static final String ONLINE_PATH = "/internal/v1/realtime/presence/online";

  /// The most changes in one call, and the most users in one page.
  public static final int LIMIT = 500;

  private PresenceReport() {}

  /// @param changes each of another user
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Change> changes) {
    public Request {
      changes = List.copyOf(changes);
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Change(UserId userId, boolean online) {
    public Change {
      Objects.requireNonNull(userId, "user_id");
    }
  }

  /// @param after the last user of the page before, `null` for the first page
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record OnlineRequest(@Nullable UserId after) {}

  /// @param users ascending; fewer than [#LIMIT] mean that there are no more
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record OnlineAnswer(List<UserId> users) {
    public OnlineAnswer {
      users = List.copyOf(users);
    }
  }
}
