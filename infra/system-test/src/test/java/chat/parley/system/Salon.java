package chat.parley.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// What goes on in a public group, `{room}`, which is Ada's, as Bob hears it.
record Salon(Scene scene) {
  static Salon opened(Scene scene) {
    Map<String, Object> wanted =
        Map.of(
            "type",
            "group",
            "visibility",
            "public",
            "name",
            "Salon",
            "participant_ids",
            List.of("{bob}"));
    scene.know("room", scene.does("ada", "POST /v1/conversations", wanted));
    scene.hears("bob", "conversation.joined");
    scene.hears("bob", "message.created-conversation_created");
    return new Salon(scene);
  }

  /// @param message what it is called from now on
  JsonNode says(String who, String message, Map<String, ?> what) {
    JsonNode said = scene.does(who, "POST /v1/conversations/{room}/messages", what);
    scene.know(message, said);
    return said;
  }

  /// Ada says `{message}` once more, as `{copy}`.
  void forwards(String conversation) {
    JsonNode copies =
        scene.does(
            "ada",
            "POST /v1/messages/{message}/forward",
            Map.of("conversation_ids", List.of(conversation)));
    scene.know("copy", copies.at("/items/0"));
  }

  void isAdded(String who) {
    comes(who, "ada", "POST /v1/conversations/{room}/participants", "participant_added");
  }

  void joins(String who) {
    comes(who, who, "POST /v1/conversations/{room}/join", "participant_joined");
  }

  private void comes(String who, String by, String call, String note) {
    scene.call("who", who);
    scene.call("by", by);
    scene.does(by, call, Map.of("user_ids", List.of("{who}")));
    scene.hears("bob", "participant.added");
    scene.hears("bob", "message.created-" + note);
  }

  void leaves(String who) {
    goes(who, who, "POST /v1/conversations/{room}/leave", "left", "participant_left");
  }

  void isRemoved(String who) {
    String call = "DELETE /v1/conversations/{room}/participants/{who}";
    goes(who, "ada", call, "removed", "participant_removed");
  }

  void isBanned(String who) {
    String call = "PUT /v1/conversations/{room}/bans/{who}";
    goes(who, "ada", call, "banned", "participant_removed");
  }

  /// Who goes hears of it, too, and this last.
  private void goes(String who, String by, String call, String reason, String note) {
    scene.call("who", who);
    scene.call("by", by);
    scene.know("reason", reason);
    scene.does(by, call);
    scene.hears("bob", "message.created-" + note);
    scene.hears("bob", "participant.removed");
    scene.hears(who, "participant.removed");
    scene.hears(who, "conversation.left");
  }

  /// The account's devices are cut off, so only the others hear of the departure.
  void deletesAccount(String who) {
    scene.call("who", who);
    scene.call("by", who);
    scene.does(who, "DELETE /v1/users/me", Map.of("password", RestClient.PASSWORD));
    scene.isCutOff(who, "deleted");
    scene.hears("bob", "message.created-participant_left");
    scene.hears("bob", "participant.removed");
  }
}
