package chat.parley.api.document;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The problem codes that an operation answers, by status.
final class RefusedStatuses {
  private final Map<Integer, Set<ErrorCode>> codes = new TreeMap<>();

  private RefusedStatuses() {}

  /// Those that follow from what the operation takes.
  ///
  /// @param working whether it does anything that may be too much, or need a store
  static RefusedStatuses of(Map<String, Object> operation, boolean working) {
    RefusedStatuses statuses = new RefusedStatuses();
    if (working) {
      statuses.add(ErrorCode.RATE_LIMITED);
      statuses.add(ErrorCode.DEPENDENCY_UNAVAILABLE);
    }
    if (!List.of().equals(operation.get("security"))) {
      statuses.add(ErrorCode.UNAUTHENTICATED);
      statuses.add(ErrorCode.TOKEN_EXPIRED);
      statuses.add(ErrorCode.SESSION_REVOKED);
      statuses.add(ErrorCode.ACCOUNT_SUSPENDED);
    }
    if (operation.containsKey("requestBody")) {
      statuses.addReading();
      statuses.add(ErrorCode.PAYLOAD_TOO_LARGE);
      statuses.add(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
    for (Object parameter : Tree.sequence(operation.get("parameters"))) {
      switch (String.valueOf(Tree.mapping(parameter).get("in"))) {
        case "path" -> statuses.add(ErrorCode.NOT_FOUND);
        case "query" -> statuses.addReading();
        default -> {}
      }
    }
    return statuses;
  }

  private void addReading() {
    add(ErrorCode.MALFORMED_REQUEST);
    add(ErrorCode.VALIDATION_FAILED);
  }

  private void add(ErrorCode code) {
    add(code.status(), code);
  }

  void add(int status, ErrorCode code) {
    codes.computeIfAbsent(status, first -> EnumSet.noneOf(ErrorCode.class)).add(code);
  }

  void write(Map<String, Object> operation) {
    Map<String, Object> responses = Tree.at(operation, "responses");
    codes.forEach((status, each) -> responses.put(status.toString(), response(status, each)));
  }

  private static Map<String, Object> response(int status, Set<ErrorCode> codes) {
    Map<String, Object> examples = new LinkedHashMap<>();
    codes.forEach(code -> examples.put(code.code(), reference("examples/" + code.code())));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(
        "description",
        codes.stream()
            .map(code -> "`%s`: %s".formatted(code.code(), code.title()))
            .collect(Collectors.joining("; ")));
    if (status == 401) {
      response.put("headers", headers("WWW-Authenticate"));
    } else if (status == 429) {
      response.put("headers", headers("Retry-After", "RateLimit-Policy", "RateLimit"));
    }
    Tree.at(response, "content", Problem.MEDIA_TYPE)
        .putAll(Map.of("schema", reference("schemas/Problem"), "examples", examples));
    return response;
  }

  private static Map<String, Object> headers(String... names) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (String name : names) {
      headers.put(name, reference("headers/" + name));
    }
    return headers;
  }

  private static Map<String, Object> reference(String component) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("$ref", "#/components/" + component);
    return reference;
  }

  /// One example for each code of the catalogue.
  static Map<String, Object> examples() {
    Map<String, Object> examples = new LinkedHashMap<>();
    for (ErrorCode code : ErrorCode.values()) {
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("type", "/problems/" + code.code());
      problem.put("title", code.title());
      problem.put("status", code.status());
      problem.put("detail", code.title() + ".");
      problem.put("code", code.code());
      problem.put("instance", "/v1/conversations");
      problem.put("trace_id", "0f8fad5b-d9cb-469f-a165-70867728950e");
      Map<String, Object> example = new LinkedHashMap<>();
      example.put("summary", code.title());
      example.put("value", problem);
      examples.put(code.code(), example);
    }
    return examples;
  }
}
