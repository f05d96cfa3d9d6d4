package chat.parley.api.participant;

import chat.parley.api.system.Given;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /v1/conversations/{id}/participants/{user}/mute`.
///
/// @param until `null` lets them speak again
@Serdeable
record MuteRequest(@Nullable @Required @Schema(type = "string", format = "date-time") Given until) {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /// Until when, empty for nothing that is a time. PostgreSQL's end before Java's do.
  static Optional<Instant> time(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
