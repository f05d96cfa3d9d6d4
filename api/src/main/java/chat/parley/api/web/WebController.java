package chat.parley.api.web;

import chat.parley.api.system.Problems;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
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

/// Hands out the client. Its places are known one by one, so that an address which is none is still
/// answered as such.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class WebController {
  private final WebFiles files;
  private final WebPage page;

  WebController(WebFiles files, WebPage page) {
    this.files = files;
    this.page = page;
  }

  /// The web client. What it shows at which of its places, it knows itself.
  @Get(
      uris = {"/", "/login", "/register", "/discover", "/people", "/search", "/settings", "/admin"},
      produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "304", description = "It is the one that the browser has")
  HttpResponse<byte[]> page(HttpRequest<?> request) {
    return page.page()
        .answer(request, WebFile.ASK_FIRST)
        .header("Content-Security-Policy", page.policy())
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header(
            "Permissions-Policy",
            "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)");
  }

  /// A place of the web client: a conversation, or a part of the settings or of the administration.
  ///
  /// @param place its id or name; whether there is such a one, the client finds out
  @Get(
      uris = {"/c/{place}", "/settings/{place}", "/admin/{place}"},
      produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "304", description = "It is the one that the browser has")
  HttpResponse<byte[]> place(@PathVariable String place, HttpRequest<?> request) {
    return page(request);
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
    return files
        .find("sdk/" + name)
        .<HttpResponse<byte[]>>map(file -> file.answer(request, WebFile.ASK_FIRST))
        .orElseGet(Problems::notFound);
  }
}
