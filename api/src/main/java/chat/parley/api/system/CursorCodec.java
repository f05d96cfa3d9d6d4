package chat.parley.api.system;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Opaque cursors: base64url of parts that are joined by `~`. Not signed: a cursor says where to go
/// on, never what may be seen.
public final class CursorCodec {
  private static final String SEPARATOR = "~";

  private CursorCodec() {}

  public static String encode(String... parts) {
    byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// @throws BadCursorException when it is none of ours
  public static List<String> decode(String cursor, int parts) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> decoded = List.of(text.split(SEPARATOR, -1));
      if (decoded.size() == parts) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw new BadCursorException();
    }
    throw new BadCursorException();
  }
}
