package chat.parley.push.command;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes calls out of commands. Reads only what the path needs; the api judges the rest.
///
/// Invariant: what a client gives gets into a path as an id, written by us, or as one emoji,
/// percent-encoded; never as part of the path's structure.
@Singleton
final class CallReader {
  /// The longest emoji in use is below 20. It is here because a path may not be of any length.
  private static final int LONGEST_EMOJI = 64;

  private final JsonMapper json;
  private final Map<Route, UriMatchTemplate> paths = new EnumMap<>(Route.class);

  CallReader(JsonMapper json) {
    this.json = json;
    for (Route route : Route.values()) {
      paths.put(route, UriMatchTemplate.of(route.path()));
    }
  }

  /// @param data the command's, whatever it is
  Reading read(Route route, @Nullable JsonNode data) {
    UriMatchTemplate path = Objects.requireNonNull(paths.get(route));
    JsonNode given = data != null && data.isObject() ? data : JsonNode.createObjectNode(Map.of());
    Map<String, Object> inPath = new LinkedHashMap<>();
    for (String member : path.getVariableNames()) {
      JsonNode value = given.get(member);
      if (value == null || value.isNull()) {
        return invalid(member, "required", "must be given");
      }
      String text = value.isString() ? forPath(member, value.getStringValue()) : null;
      if (text == null) {
        return invalid(member, "format", "must be " + meaning(member));
      }
      inPath.put(member, text);
    }
    return new Reading.Valid(
        new Call(
            route.method(),
            path.expand(inPath),
            body(route, given, inPath.keySet()),
            inPath.values().stream().findFirst().orElse(route.command()).toString(),
            repeatable(route, given)));
  }

  private static @Nullable String forPath(String member, String value) {
    try {
      return switch (member) {
        case "conversation_id" -> ConversationId.parse(value).toString();
        case "message_id" -> MessageId.parse(value).toString();
        case "emoji" -> isPerhapsEmoji(value) ? value : null;
        default -> throw new IllegalStateException("no path has a " + member);
      };
    } catch (MalformedIdException e) {
      return null;
    }
  }

  /// Every emoji has something that is not ASCII; what is meant to lead elsewhere (`..`) has not.
  private static boolean isPerhapsEmoji(String value) {
    return value.length() <= LONGEST_EMOJI && value.chars().anyMatch(unit -> unit > 0x7F);
  }

  private static String meaning(String member) {
    return member.equals("emoji") ? "one emoji" : "an id";
  }

  private static Reading invalid(String member, String code, String message) {
    return new Reading.Invalid(
        Problem.of(
                ErrorCode.VALIDATION_FAILED,
                "'%s' of the command's data %s.".formatted(member, message))
            .withErrors(List.of(new Problem.FieldError(member, code, message))));
  }

  private byte @Nullable [] body(Route route, JsonNode given, Set<String> inPath) {
    return switch (route.body()) {
      case NONE -> null;
      case OTHER_MEMBERS -> others(given, inPath);
      case TYPING -> "{\"is_typing\":true}".getBytes(StandardCharsets.US_ASCII);
      case NOT_TYPING -> "{\"is_typing\":false}".getBytes(StandardCharsets.US_ASCII);
    };
  }

  private byte[] others(JsonNode given, Set<String> inPath) {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : given.entries()) {
      if (!inPath.contains(member.getKey())) {
        others.put(member.getKey(), member.getValue());
      }
    }
    try {
      return json.writeValueAsBytes(JsonNode.createObjectNode(others));
    } catch (IOException e) {
      throw new UncheckedIOException("what was read as JSON can't be written", e);
    }
  }

  private static boolean repeatable(Route route, JsonNode given) {
    return switch (route.repetition()) {
      case NEVER -> false;
      case ALWAYS -> true;
      case WITH_CLIENT_ID -> {
        JsonNode clientId = given.get("client_id");
        yield clientId != null && clientId.isString();
      }
    };
  }
}
