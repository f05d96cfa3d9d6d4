package chat.parley.api.export;

import chat.parley.api.system.Caller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.reactivestreams.Publisher;

/// What is stored about the caller.
@Controller("/v1/users/me/export")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ExportController {
  private final Exports exports;

  ExportController(Exports exports) {
    this.exports = exports;
  }

  /// Everything that is stored about the caller, as a ZIP of JSON files and media.
  @Get(produces = "application/zip")
  @ApiResponse(
      responseCode = "200",
      description = "The archive",
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = "string", format = "binary")))
  HttpResponse<Publisher<byte[]>> get(Caller caller) {
    return HttpResponse.ok(exports.of(caller.user()))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"parley-export.zip\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
