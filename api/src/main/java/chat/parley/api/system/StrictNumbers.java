package chat.parley.api.system;

import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads whole numbers of request bodies. The decoder's own way would take `"5"`, `5.7`, `true` and
/// `[5]` for numbers; here a member of the wrong type is refused.
@Singleton
class StrictNumbers implements Deserializer<Long> {
  @Override
  public @Nullable Long deserialize(
      Decoder decoder, DecoderContext context, Argument<? super Long> type) throws IOException {
    JsonNode node = decoder.decodeNode();
    if (node.isNull()) {
      return null;
    }
    if (node.isNumber()
        && (node.getNumberValue() instanceof Long || node.getNumberValue() instanceof Integer)) {
      return node.getLongValue();
    }
    throw new SerdeException("'" + type.getName() + "' must be a whole number");
  }
}
