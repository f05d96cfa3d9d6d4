package chat.parley.api.presence;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A text beside the status, as a request gives it: not at all leaves it as it is, `null` takes it
/// away.
record StatusText(@Nullable String value) {
  static final int LONGEST = 100;

  boolean isTooLong() {
    return value != null && value.codePointCount(0, value.length()) > LONGEST;
  }

  /// Tells `null` from nothing.
  @Singleton
  static final class Reading implements Deserializer<StatusText> {
    private final Deserializer<String> strings;

    Reading(Deserializer<String> strings) {
      this.strings = strings;
    }

    @Override
    public StatusText deserialize(
        Decoder decoder, DecoderContext context, Argument<? super StatusText> type)
        throws IOException {
      return new StatusText(
          strings.deserialize(decoder, context, Argument.of(String.class, type.getName())));
    }

    @Override
    public StatusText deserializeNullable(
        Decoder decoder, DecoderContext context, Argument<? super StatusText> type)
        throws IOException {
      return deserialize(decoder, context, type);
    }
  }
}
