package chat.parley.system.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A durable event, as far as it tells one from another and stays the same however late it is
/// read: a text may be edited or deleted meanwhile, ids are not.
///
/// @param subject what it is about: the message, the message with user and emoji, or the user
/// @param actor who caused it, empty when the system did
record Event(long seq, String type, String subject, String actor, @Nullable String clientId) {
  static Event of(JsonNode frame) {
    JsonNode data = frame.path("data");
    String type = frame.path("type").asText();
    return new Event(
        frame.path("seq").asLong(),
        type,
        subject(type, data),
        frame.path("actor_id").asText(""),
        type.equals("message.created") ? data.path("client_id").asText(null) : null);
  }

  private static String subject(String type, JsonNode data) {
    return switch (type) {
      case "message.created", "message.edited" -> data.path("id").asText();
      case "message.deleted", "message.pinned", "message.unpinned" ->
          data.path("message_id").asText();
      case "reaction.added", "reaction.removed" ->
          reaction(
              data.path("message_id").asText(),
              data.path("user_id").asText(),
              data.path("emoji").asText());
      case "participant.added" -> data.path("user").path("id").asText();
      case "participant.removed", "participant.updated" -> data.path("user_id").asText();
      default -> "";
    };
  }

  static String reaction(String message, String user, String emoji) {
    return message + " " + user + " " + emoji;
  }

  /// The same for all who saw the same.
  String what() {
    return type + " " + subject;
  }
}
