package chat.parley.api.system;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A text of a request in which `null` and nothing are two things: nothing leaves what is there
/// (the member itself is `null` then), `null` takes it away.
public record Given(@Nullable String value) {

  /// Tells `null` from nothing.
  @Singleton
  static final class Reading implements Deserializer<Given> {
    private final Deserializer<String> strings;

    Reading(Deserializer<String> strings) {
      this.strings = strings;
    }

    @Override
    public Given deserialize(Decoder decoder, DecoderContext context, Argument<? super Given> type)
        throws IOException {
      return new Given(
          strings.deserialize(decoder, context, Argument.of(String.class, type.getName())));
    }

    @Override
    public Given deserializeNullable(
        Decoder decoder, DecoderContext context, Argument<? super Given> type) throws IOException {
      return deserialize(decoder, context, type);
    }
  }
}
