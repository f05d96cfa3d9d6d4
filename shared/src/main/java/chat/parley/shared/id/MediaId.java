package chat.parley.shared.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.UUID;

/// Names an uploaded file. On the wire: the UUID in lower case.
@Serdeable
public record MediaId(UUID value) implements Id {
  /// @throws MalformedIdException when the text is not a UUID in its 36 character form
  @JsonCreator
  public static MediaId parse(String text) {
    return new MediaId(Id.parseUuid(text));
  }

  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
