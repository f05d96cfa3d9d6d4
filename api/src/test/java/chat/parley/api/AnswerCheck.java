package chat.parley.api;

import static java.util.Objects.requireNonNull;

import chat.parley.api.Described.Call;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Holds answers against the API's own document: the status, the type of the content, the content
/// and the problem's code must be described, and each member of an answer too. To clients more
/// members may come at any time; here one that the document doesn't know is a mistake.
final class AnswerCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What any address can be answered that knows nothing of the request.
  private static final Set<Integer> NOWHERE = Set.of(400, 401, 403, 404, 405, 413, 415);

  /// What a request can be refused with before anybody knows what it is about.
  private static final Set<Integer> UNREADABLE = Set.of(400, 413, 415);

  private final Described described;
  private final StrictSchemas schemas;
  private final JsonNode components;

  AnswerCheck(Described described) {
    this.described = described;
    this.schemas = new StrictSchemas(described.document(), SpecificationVersion.DRAFT_2020_12);
    this.components = schemas.document().get("components");
  }

  /// @param address the path of the request as it was sent, without the query
  /// @param type the answer's `Content-Type`
  void check(String method, String address, int status, Optional<String> type, byte[] body) {
    if (method.equals("OPTIONS")
        || method.equals("HEAD")
        || address.startsWith("/internal/")
        || address.startsWith("/dev/")) {
      return;
    }
    String what = "%s %s answered %d %s".formatted(method, address, status, text(body));
    Call call = described.at(address).get(method);
    if (call == null) {
      that(NOWHERE.contains(status), what, "to what the document doesn't know");
      problem(components.at("/schemas/Problem"), body, what);
      return;
    }
    JsonNode response = resolve(call.operation().get("responses").path(Integer.toString(status)));
    if (response.isMissingNode() && UNREADABLE.contains(status)) {
      problem(components.at("/schemas/Problem"), body, what);
      return;
    }
    that(!response.isMissingNode(), what, "and the document has no such status for " + call);
    if (!response.has("content")) {
      that(body.length == 0, what, "where the document has no content");
      return;
    }
    String mediaType = type.orElse("none").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    JsonNode content = content(response.get("content"), mediaType);
    that(!content.isMissingNode(), what, "as " + mediaType + ", not as the document says");
    if (mediaType.equals("application/problem+json")) {
      String code = problem(content.get("schema"), body, what);
      that(
          !content.has("examples") || content.get("examples").has(code),
          what,
          "with a code that the document doesn't have for " + call);
    } else if (mediaType.equals("application/json")) {
      valid(content.get("schema"), read(body, what), what);
    }
  }

  private static JsonNode content(JsonNode contents, String mediaType) {
    return contents.has(mediaType) ? contents.get(mediaType) : contents.path("*/*");
  }

  private String problem(JsonNode schema, byte[] body, String what) {
    JsonNode problem = read(body, what);
    valid(schema, problem, what);
    return problem.get("code").asText();
  }

  private void valid(JsonNode schema, JsonNode answer, String what) {
    List<Error> errors = schemas.errors(schema, answer);
    that(errors.isEmpty(), what, "not as the document says: " + errors);
  }

  /// What is wrong with the examples of the schemas.
  List<String> wrongExamples() {
    List<String> wrong = new ArrayList<>();
    components
        .get("schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("examples")
                    .forEach(
                        example ->
                            schemas
                                .errors(schema.getValue(), example)
                                .forEach(error -> wrong.add(schema.getKey() + " " + error))));
    return wrong;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref")
        ? described.document().at(node.get("$ref").asText().substring(1))
        : node;
  }

  private static JsonNode read(byte[] body, String what) {
    try {
      return requireNonNull(JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError(what + ", which is not JSON", e);
    }
  }

  private static void that(boolean right, String what, String wrong) {
    if (!right) {
      throw new AssertionError(what + ", " + wrong);
    }
  }

  private static String text(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
  }
}
