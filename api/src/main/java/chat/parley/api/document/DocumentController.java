package chat.parley.api.document;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// This document.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class DocumentController {
  private static final String YAML = "application/yaml";

  private final ApiDocument document;

  DocumentController(ApiDocument document) {
    this.document = document;
  }

  /// This document, in OpenAPI 3.1.
  @Get(value = "/openapi.yml", produces = YAML)
  HttpResponse<String> openApi() {
    return HttpResponse.ok(document.text()).header(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
  }
}
