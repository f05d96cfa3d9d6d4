package chat.parley.api.system;

import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads booleans of request bodies. The decoder's own way would take `"yes"`, `[true]` and `0` for
/// one; here a member of the wrong type is refused.
@Singleton
class StrictBooleans implements Deserializer<Boolean> {
  @Override
  public @Nullable Boolean deserialize(
      Decoder decoder, DecoderContext context, Argument<? super Boolean> type) throws IOException {
    JsonNode node = decoder.decodeNode();
    if (node.isNull()) {
      return null;
    }
    if (!node.isBoolean()) {
      throw new SerdeException("'" + type.getName() + "' must be true or false");
    }
    return node.getBooleanValue();
  }
}
