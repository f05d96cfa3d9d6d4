package chat.parley.shared.event;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serde;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;

/// Times on the wire: RFC 3339, UTC, always six digits of a second, for instance
/// `2026-11-20T08:00:00.123456Z`. Read more freely: any offset, any number of digits.
@Singleton
public class TimestampSerde implements Serde<Instant> {
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  public static String format(Instant time) {
    return MICROSECONDS.format(time.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void serialize(
      Encoder encoder, EncoderContext context, Argument<? extends Instant> type, Instant value)
      throws IOException {
    encoder.encodeString(format(value));
  }

  @Override
  public Instant deserialize(
      Decoder decoder, DecoderContext context, Argument<? super Instant> type) throws IOException {
    String text = decoder.decodeString();
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeParseException e) {
      throw new SerdeException("not a time in RFC 3339 form: " + text, e);
    }
  }
}
