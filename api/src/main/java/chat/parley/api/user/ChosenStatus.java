package chat.parley.api.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/// What somebody wants to be seen as while they are online; only they themselves see it as such.
@Serdeable
public enum ChosenStatus {
  @JsonProperty("online")
  ONLINE,
  @JsonProperty("away")
  AWAY,
  @JsonProperty("dnd")
  DND,
  /// Offline to others.
  @JsonProperty("invisible")
  INVISIBLE
}
