package chat.parley.api.web;

import chat.parley.api.realtime.RealtimeSettings;
import chat.parley.api.storage.Storage;
import chat.parley.api.storage.StorageKey;
import chat.parley.api.system.Sha256;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The one page of the client, and what it may do. The page names its files under the version that
/// all of them have together, so they may be kept for ever. As it is written it names each style
/// sheet and the first module; as it goes out, it names all of them in one file each.
@Singleton
class WebPage {
  private static final Pattern INLINE =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private static final Pattern STYLES =
      Pattern.compile("(?:<link rel=\"stylesheet\" href=\"\\{\\{base}}[^\"]+\">\n)+");
  private static final Pattern STYLE = Pattern.compile("\"\\{\\{base}}(styles/[^\"]+)\"");

  /// Asked for by nobody; only where its address leads counts.
  private static final StorageKey PROBE = new StorageKey("media", "probe");

  private final WebFile page;
  private final String policy;

  WebPage(WebFiles files, RealtimeSettings realtime, Storage storage) {
    String base = "/web/" + files.version() + "/";
    String template = text(files.find(WebFiles.PAGE).orElseThrow());
    String preloads =
        files
            .paths()
            .filter(path -> path.matches("lib/.*\\.js"))
            .map(path -> "<link rel=\"modulepreload\" href=\"" + base + path + "\">")
            .collect(Collectors.joining("\n"));
    String html =
        STYLES
            .matcher(template)
            .replaceFirst("<link rel=\"stylesheet\" href=\"{{base}}" + WebFiles.STYLES + "\">\n")
            .replace("{{modules}}", preloads)
            .replace("{{base}}" + WebFiles.ENTRY, "{{base}}" + WebFiles.SCRIPT)
            .replace("{{base}}", base);
    this.page = WebFile.of(WebFiles.PAGE, html.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    // A storage that hands files out by itself does so from a place of its own.
    String filesFrom =
        storage
            .link(PROBE, Duration.ofMinutes(1), "image/png", "inline")
            .map(link -> " " + originOf(link))
            .orElse("");
    this.policy = policy(html, originOf(realtime.url()), filesFrom);
  }

  /// The style sheets that the page names, in its order.
  static Stream<String> stylesOf(String page) {
    return STYLE.matcher(page).results().map(found -> found.group(1));
  }

  WebFile page() {
    return page;
  }

  /// What the browser holds the page to. Scripts come from here alone, but for the map of their
  /// names, which has to stand in the page and is known by its hash; no text ever becomes HTML
  /// (Trusted Types); the page talks to this api, and to where its sockets are.
  String policy() {
    return policy;
  }

  private static String policy(String html, String sockets, String filesFrom) {
    String hash = Base64.getEncoder().encodeToString(Sha256.of(inline(html)));
    return "default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self'; font-src 'self';"
            .formatted(hash)
        + " img-src 'self' blob: data:%s; media-src 'self' blob:%s; manifest-src 'self';"
            .formatted(filesFrom, filesFrom)
        + " connect-src 'self' %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            .formatted(sockets)
        + " require-trusted-types-for 'script'; trusted-types 'none'";
  }

  private static String inline(String html) {
    Matcher matcher = INLINE.matcher(html);
    if (!matcher.find()) {
      throw new IllegalStateException("no import map in " + WebFiles.PAGE);
    }
    return matcher.group(1);
  }

  private static String originOf(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static String text(WebFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }
}
