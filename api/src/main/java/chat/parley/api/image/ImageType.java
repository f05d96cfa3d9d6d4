package chat.parley.api.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;

/// What a file is by its first bytes, whatever anybody says.
public final class ImageType {
  private static final Tika TIKA = new Tika();
  private static final MediaTypeRegistry TYPES = MediaTypeRegistry.getDefaultRegistry();
  private static final Set<String> READABLE =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  /// Registered by nobody, and sent by many.
  private static final String JPG = "image/jpg";

  private ImageType() {}

  /// @param declared what the client says; nothing, or that it doesn't know, is fine
  /// @return empty when it is no image that can be read, or not what it is said to be
  public static Optional<String> of(Path file, @Nullable String declared) throws IOException {
    String sniffed;
    try (InputStream bytes = Files.newInputStream(file)) {
      sniffed = TIKA.detect(bytes);
    }
    return READABLE.contains(sniffed) && agrees(declared, sniffed)
        ? Optional.of(sniffed)
        : Optional.empty();
  }

  private static boolean agrees(@Nullable String declared, String sniffed) {
    if (declared == null) {
      return true;
    }
    MediaType type = MediaType.parse(declared.startsWith(JPG) ? "image/jpeg" : declared);
    return type != null
        && (type.getBaseType().equals(MediaType.OCTET_STREAM)
            || TYPES.normalize(type.getBaseType()).toString().equals(sniffed));
  }
}
