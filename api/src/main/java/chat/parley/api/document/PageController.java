package chat.parley.api.document;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/// What explains the API to people. Scripts and styles come from this server alone; they are
/// files under `docs` on the class path.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
class PageController {
  /// Both readers write styles of their own into the page. Nothing may be fetched from elsewhere.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src blob:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /// This document, to read and to try out.
  @Get(value = "/docs", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  HttpResponse<String> docs() {
    return page(
        """
        <title>Parley API</title>
        <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
        </head><body>
        <div id="docs"></div>
        <script src="/docs/assets/swagger-ui-bundle.js"></script>
        <script src="/docs/assets/docs.js"></script>
        """);
  }

  /// This document, as a reference.
  @Get(value = "/redoc", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  HttpResponse<String> reference() {
    return page(
        """
        <title>Parley API</title>
        </head><body>
        <div id="reference"></div>
        <script src="/docs/assets/redoc.standalone.js"></script>
        <script src="/docs/assets/redoc.js"></script>
        """);
  }

  /// What a problem code means: the `type` of each problem document leads here.
  ///
  /// @param code for instance `not_found`
  @Get(value = "/problems/{code}", produces = MediaType.ALL)
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "text/html", schema = @Schema(type = "string")))
  HttpResponse<String> problem(@PathVariable String code) {
    return ErrorCode.of(code)
        .<HttpResponse<String>>map(known -> page(explanation(known)))
        .orElseGet(Problems::notFound);
  }

  private static String explanation(ErrorCode code) {
    return """
    <title>%s</title>
    </head><body>
    <h1>%s</h1>
    <p>The problem code <code>%s</code>, as a rule with HTTP status %d.</p>
    <p>%s</p>
    <p><a href="/docs">The API</a></p>
    """
        .formatted(
            code.code(),
            code.title(),
            code.code(),
            code.status(),
            code.retryable()
                ? "The same request may succeed later without being changed."
                : "The same request will be refused again, unless something has changed.");
  }

  private static HttpResponse<String> page(String content) {
    return HttpResponse.ok(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                // A browser asks for one of its own accord otherwise.
                + "<link rel=\"icon\" href=\"data:,\">\n"
                + content
                + "</body></html>\n")
        .contentType(MediaType.TEXT_HTML_TYPE)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }
}
