package chat.parley.shared.event;

import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user as others see it.
@Serdeable(naming = SnakeCaseStrategy.class)
public record User(
    UserId id,
    String username,
    String displayName,
    @Nullable String avatarUrl,
    @Nullable String bio,
    Status status,
    @Nullable String statusText,
    @Nullable Instant lastSeenAt,
    @JsonProperty("is_bot") boolean bot,
    boolean deleted,
    Instant createdAt) {

  /// Someone invisible reads `offline` to others.
  @Serdeable
  public enum Status {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("dnd")
    DND,
    @JsonProperty("offline")
    OFFLINE
  }
}
