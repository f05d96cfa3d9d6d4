package chat.parley.api.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/// What an admin does about a report.
@Serdeable
enum Resolution {
  @JsonProperty("none")
  NONE,
  @JsonProperty("delete_message")
  DELETE_MESSAGE,
  /// Who is reported, or sent the message.
  @JsonProperty("suspend_user")
  SUSPEND_USER
}
