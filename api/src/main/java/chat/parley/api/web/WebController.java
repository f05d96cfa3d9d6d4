package chat.parley.api.web;

import chat.parley.api.system.EntityTags;
import chat.parley.api.system.Problems;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;

/// Hands out the client. Its places are known one by one, so that an address which is none is still
/// answered as such.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class WebController {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /// Kept, but never used without asking whether it is still the one.
  private static final String ASK_FIRST = "no-cache";

  private final WebFiles files;
  private final WebPage page;

  WebController(WebFiles files, WebPage page) {
    this.files = files;
    this.page = page;
  }

  /// The web client. What it shows at which of its places, it knows itself.
  @Get(
      uris = {
        "/",
        "/login",
        "/register",
        "/discover",
        "/people",
        "/search",
        "/settings",
        "/admin",
        "/c/{place}",
        "/settings/{place}",
        "/admin/{place}"
      },
      produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "304", description = "It is the one that the browser has")
  HttpResponse<byte[]> page(HttpRequest<?> request) {
    return answer(request, page.page(), ASK_FIRST)
        .header("Content-Security-Policy", page.policy())
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header(
            "Permissions-Policy",
            "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)");
  }

  /// A file of the web client. What there is under this api's own version never changes. While
  /// apis of two versions run side by side, one may be asked for what another's page names: it
  /// gives what it has, and has nobody keep it.
  ///
  /// @param version of all files together
  /// @param path for instance `app/main.js`
  @Get(value = "/web/{version}/{path:.+}", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = {
        @Content(mediaType = "text/javascript", schema = @Schema(type = "string")),
        @Content(mediaType = "text/css", schema = @Schema(type = "string")),
        @Content(mediaType = "application/json", schema = @Schema(type = "object")),
        @Content(mediaType = "application/manifest+json", schema = @Schema(type = "object")),
        @Content(
            mediaType = "image/svg+xml",
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "font/woff2", schema = @Schema(type = "string", format = "binary"))
      })
  @ApiResponse(responseCode = "304", description = "It is the one that the browser has")
  HttpResponse<byte[]> file(
      @PathVariable String version, @PathVariable String path, HttpRequest<?> request) {
    String keeping = version.equals(files.version()) ? FOR_EVER : ASK_FIRST;
    return answer(request, path, keeping);
  }

  /// A module of the JavaScript SDK, at an address that stays.
  ///
  /// @param name for instance `parley.js`
  @Get(value = "/sdk/{name}", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The module",
      content = @Content(mediaType = "text/javascript", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "304", description = "It is the one that the browser has")
  HttpResponse<byte[]> sdk(@PathVariable String name, HttpRequest<?> request) {
    return answer(request, "sdk/" + name, ASK_FIRST);
  }

  private HttpResponse<byte[]> answer(HttpRequest<?> request, String path, String keeping) {
    Optional<WebFile> found = files.find(path).filter(file -> !path.equals(WebFiles.PAGE));
    return found
        .<HttpResponse<byte[]>>map(file -> answer(request, file, keeping))
        .orElseGet(Problems::notFound);
  }

  private static MutableHttpResponse<byte[]> answer(
      HttpRequest<?> request, WebFile file, String keeping) {
    MutableHttpResponse<byte[]> answer =
        EntityTags.isKnown(request, file.tag())
            ? HttpResponse.notModified()
            : HttpResponse.ok(file.bytes()).contentType(file.type());
    return answer
        .header(HttpHeaders.CACHE_CONTROL, keeping)
        .header(HttpHeaders.ETAG, file.tag())
        .header("X-Content-Type-Options", "nosniff");
  }
}
