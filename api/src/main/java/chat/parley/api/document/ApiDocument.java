package chat.parley.api.document;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The OpenAPI document of what this process serves. Put together when it is first asked for, so
/// it costs the start nothing.
@Singleton
class ApiDocument {
  private static final String GENERATED = "/META-INF/swagger/openapi.yml";
  private static final String WRITTEN = "/openapi.yml";

  private final OperationDetails details;
  private @Nullable String text;

  ApiDocument(OperationDetails details) {
    this.details = details;
  }

  synchronized String text() {
    if (text == null) {
      text = DocumentText.write(build());
    }
    return text;
  }

  private Map<String, Object> build() {
    Map<String, Object> document = withoutDetails();
    Tree.at(document, "components").put("examples", RefusedStatuses.examples());
    details.complete(document);
    Components.prune(
        document, document.get("paths"), List.of("schemas", "responses", "headers", "examples"));
    return document;
  }

  /// What there is before any route is looked at; all schemas, whether used or not.
  static Map<String, Object> withoutDetails() {
    Map<String, Object> document = DocumentText.read(GENERATED);
    // What the push tier calls is nobody's business.
    Tree.at(document, "paths").keySet().removeIf(path -> path.startsWith("/internal/"));
    Modernisation.apply(document);
    Components.requireWhatIsAnswered(document);
    Tree.merge(document, DocumentText.read(WRITTEN));
    return document;
  }
}
