package chat.parley.shared.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/// Why somebody is no participant any more.
@Serdeable
public enum DepartureReason {
  @JsonProperty("left")
  LEFT,
  @JsonProperty("removed")
  REMOVED,
  @JsonProperty("banned")
  BANNED,
  /// The account, or the whole conversation, is deleted.
  @JsonProperty("deleted")
  DELETED
}
