package chat.parley.api.media;

import chat.parley.api.storage.StorageKey;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Something to hand out, and how: as what, under which name, and whether to be shown or saved.
///
/// @param type its media type
/// @param size in bytes
/// @param tag its entity tag, without quotes
record Download(StorageKey key, String type, long size, String fileName, String tag) {
  /// What a browser shows without running anything of it.
  private static final Set<String> HARMLESS =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "text/plain");

  String entityTag() {
    return "\"" + tag + "\"";
  }

  /// Nobody's browser may take it for something else, keep it without asking again, or run it.
  <T> MutableHttpResponse<T> describe(MutableHttpResponse<T> answer) {
    return answer
        .header(HttpHeaders.ETAG, entityTag())
        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-site");
  }

  /// A text is one in UTF-8, as most are.
  String contentType() {
    return type.startsWith("text/") ? type + ";charset=utf-8" : type;
  }

  /// RFC 6266: in ASCII for who knows nothing else, then as it is.
  String disposition() {
    String ascii = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(isHarmless() ? "inline" : "attachment", ascii, encoded());
  }

  private boolean isHarmless() {
    return HARMLESS.contains(type) || type.startsWith("audio/") || type.startsWith("video/");
  }

  /// RFC 8187.
  private String encoded() {
    return URLEncoder.encode(fileName, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }
}
