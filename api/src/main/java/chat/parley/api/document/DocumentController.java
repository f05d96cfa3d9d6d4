package chat.parley.api.document;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/// The documents that programs read.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class DocumentController {
  private final ApiDocument api;
  private final LiveDocument live;

  DocumentController(ApiDocument api, LiveDocument live) {
    this.api = api;
    this.live = live;
  }

  /// This document, in OpenAPI 3.1.
  @Get(value = "/openapi.yml", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The document",
      content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string")))
  HttpResponse<String> openApi() {
    return answer(api.text());
  }

  /// What is said on sockets and event streams, in AsyncAPI 3.
  @Get(value = "/asyncapi.yml", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "The document",
      content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string")))
  HttpResponse<String> asyncApi() {
    return answer(live.text());
  }

  private static HttpResponse<String> answer(String document) {
    return HttpResponse.ok(document)
        .contentType("application/yaml")
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
  }
}
