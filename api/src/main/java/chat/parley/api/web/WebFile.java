package chat.parley.api.web;

import chat.parley.api.system.EntityTags;
import chat.parley.api.system.Sha256;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// A file of the client as it goes out.
final class WebFile {
  /// For what never changes at its address.
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  /// Kept, but never used without asking whether it is still the one.
  static final String ASK_FIRST = "no-cache";

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "mjs", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "html", "text/html;charset=utf-8",
          "json", "application/json",
          "webmanifest", "application/manifest+json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private final byte[] bytes;
  private final MediaType type;
  private final String tag;

  private WebFile(byte[] bytes, MediaType type) {
    this.bytes = bytes;
    this.type = type;
    this.tag = '"' + HexFormat.of().formatHex(Sha256.digest().digest(bytes), 0, 16) + '"';
  }

  /// @return empty for what no browser has to do with: licences, maps, read-mes
  static Optional<WebFile> of(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return Optional.ofNullable(TYPES.get(ending))
        .map(type -> new WebFile(bytes, MediaType.of(type)));
  }

  /// Not to be changed.
  byte[] bytes() {
    return bytes;
  }

  /// A strong entity tag, quoted.
  String tag() {
    return tag;
  }

  /// @param keeping how long the browser may keep it
  MutableHttpResponse<byte[]> answer(HttpRequest<?> request, String keeping) {
    MutableHttpResponse<byte[]> answer =
        EntityTags.isKnown(request, tag)
            ? HttpResponse.notModified()
            : HttpResponse.ok(bytes).contentType(type);
    return answer
        .header(HttpHeaders.CACHE_CONTROL, keeping)
        .header(HttpHeaders.ETAG, tag)
        .header("X-Content-Type-Options", "nosniff");
  }
}
