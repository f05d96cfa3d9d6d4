package chat.parley.api.system;

import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads strings of request bodies. The decoder's own way would take `5`, `true` and `["x"]` for
/// texts; here a member of the wrong type is refused. So is what can't be stored or sent on:
/// U+0000, which PostgreSQL has no place for, and half a surrogate pair, which no UTF-8 can
/// express.
@Singleton
class StrictStrings implements Deserializer<String> {
  @Override
  public @Nullable String deserialize(
      Decoder decoder, DecoderContext context, Argument<? super String> type) throws IOException {
    JsonNode node = decoder.decodeNode();
    if (node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      throw new SerdeException("'" + type.getName() + "' must be a string");
    }
    String text = node.getStringValue();
    if (!isStorable(text)) {
      throw new SerdeException("'" + type.getName() + "' has U+0000 or half a surrogate pair");
    }
    return text;
  }

  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == 0) {
        return false;
      }
      if (Character.isSurrogate(each)) {
        if (Character.isLowSurrogate(each)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
