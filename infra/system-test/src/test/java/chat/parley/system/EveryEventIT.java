package chat.parley.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Each event of the contract is caused by REST and received by sockets on both push nodes, by
/// the right people, and is to the last member the frame in `events/`, which is written from the
/// contract.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedStack.class)
class EveryEventIT {
  private static final String THUMB = "%F0%9F%91%8D";

  private static final Set<String> RECEIVED = new HashSet<>();

  private static Stack stack;
  private static Scene elsewhere;

  @BeforeAll
  static void start(Stack shared) {
    stack = shared;
    elsewhere = new Scene(stack, RECEIVED, "eve");
  }

  @AfterAll
  static void stop() {
    elsewhere.close();
  }

  @Test
  void whatIsSaidAndWhatBecomesOfIt() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      Salon salon = Salon.opened(scene);
      scene.hears("ada", "message.created-conversation_created");

      salon.says("ada", "message", Map.of("content", "Hello Bob 👋", "client_id", "c-1"));
      scene.hears("ada", "message.created");
      scene.hears("bob", "message.created");

      salon.says("bob", "reply", Map.of("content", "@{ada.name}, hello", "reply_to", "{message}"));
      scene.hears("ada", "message.created-reply");
      scene.hears("ada", "mention.created");
      scene.hears("bob", "message.created-reply");

      scene.does("ada", "PATCH /v1/messages/{message}", Map.of("content", "Good day, Bob"));
      scene.hears("bob", "message.edited");

      scene.does("bob", "PUT /v1/messages/{message}/reactions/" + THUMB);
      scene.hears("ada", "reaction.added");
      scene.does("bob", "DELETE /v1/messages/{message}/reactions/" + THUMB);
      scene.hears("ada", "reaction.removed");

      scene.does("ada", "PUT /v1/messages/{message}/pin");
      scene.hears("bob", "message.pinned");
      scene.hears("bob", "message.created-message_pinned");
      scene.does("ada", "DELETE /v1/messages/{message}/pin");
      scene.hears("bob", "message.unpinned");

      scene.does("ada", "DELETE /v1/messages/{message}");
      scene.hears("bob", "message.deleted");
      scene.heardNoOther("bob", "message.created", "mention.created");
    }
  }

  @Test
  void whatIsSaidAgainHereAndElsewhere() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      Salon salon = Salon.opened(scene);
      scene.know(
          "direct",
          scene.does("ada", "POST /v1/conversations", Map.of("participant_ids", List.of("{bob}"))));
      scene.hears("bob", "conversation.joined-direct");
      salon.says("ada", "message", Map.of("content", "Hello Bob 👋", "client_id", "c-1"));
      scene.hears("bob", "message.created");

      salon.forwards("{direct}");
      scene.hears("bob", "message.created-forwarded");
      salon.forwards("{room}");
      scene.hears("bob", "message.created-forwarded-within");
    }
  }

  @Test
  void whoComesAndWhoGoes() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob", "cleo", "dora")) {
      Salon salon = Salon.opened(scene);
      salon.isAdded("cleo");
      salon.leaves("cleo");
      salon.joins("cleo");
      salon.isRemoved("cleo");
      salon.joins("cleo");
      salon.isBanned("cleo");
      salon.joins("dora");
      salon.deletesAccount("dora");
      scene.hears("bob", "user.updated-deleted");

      scene.know("reason", "deleted");
      scene.does("ada", "DELETE /v1/conversations/{room}");
      scene.hears("bob", "conversation.deleted");
      scene.hears("bob", "conversation.left");
      scene.heardNoOther("bob", "message.created", "participant.added", "participant.removed");
      scene.heardNoOther("cleo", "participant.removed", "conversation.left");
    }
  }

  @Test
  void whatAConversationIsAndWhoHasASayInIt() throws Exception {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      Salon.opened(scene);
      scene.does(
          "ada",
          "PATCH /v1/conversations/{room}",
          Map.of("name", "Parlour", "description", "For talking"));
      scene.hears("bob", "message.created-conversation_renamed");
      scene.hears("bob", "message.created-description_changed");
      scene.hears("bob", "conversation.updated");

      JsonNode pictured =
          scene.uploads("ada", "/v1/conversations/{room}/avatar", "image/png", picture());
      scene.know("avatar", pictured.get("avatar_url").asText());
      scene.hears("bob", "message.created-avatar_changed");
      scene.hears("bob", "conversation.updated-avatar");

      scene.does(
          "ada", "PUT /v1/conversations/{room}/participants/{bob}/role", Map.of("role", "admin"));
      scene.hears("bob", "participant.updated");
      scene.hears("bob", "message.created-role_changed");
      scene.does(
          "ada",
          "PUT /v1/conversations/{room}/participants/{bob}/mute",
          Map.of("until", "2099-01-01T00:00:00Z"));
      scene.hears("bob", "participant.updated-muted");
    }
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void whoWritesWhatIsReadAndHowItIsKept() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      scene.logsIn("bob", "tablet");
      Salon salon = Salon.opened(scene);
      scene.does("bob", "POST /v1/conversations/{room}/typing", Map.of("is_typing", true));
      scene.hears("ada", "typing.started");
      scene.does("bob", "POST /v1/conversations/{room}/typing", Map.of("is_typing", false));
      scene.hears("ada", "typing.stopped");

      JsonNode first = salon.says("ada", "first", Map.of("content", "Hello Bob"));
      isReadUpTo(scene, first, "ada");
      scene.hears("ada", "unread.changed-sending");
      // In a row: nothing lay before it that she could have read.
      salon.says("ada", "second", Map.of("content", "@{bob.name}?"));

      scene.know("point", first);
      scene.call("reader", "bob");
      Map<String, JsonNode> upToFirst = Map.of("seq", first.get("seq"));
      scene.does("bob", "POST /v1/conversations/{room}/delivered", upToFirst);
      scene.hears("ada", "receipt.delivered");
      scene.does("bob", "POST /v1/conversations/{room}/read", upToFirst);
      isReadUpTo(scene, first, "bob");
      scene.hears("tablet", "unread.changed");

      scene.does(
          "bob",
          "PUT /v1/conversations/{room}/settings",
          Map.of("notifications", "mentions", "pinned", true));
      scene.hears("tablet", "conversation.settings");

      isReadUpTo(scene, salon.says("bob", "answer", Map.of("content", "Yes?")), "bob");
      scene.hears("tablet", "unread.changed-sending");
      scene.heardNoOther("ada", "unread.changed", "conversation.settings", "receipt.delivered");
      scene.heardNoOther("bob", "typing.started", "typing.stopped", "receipt.read");
    }
  }

  /// On everybody's devices, the reader's among them.
  private static void isReadUpTo(Scene scene, JsonNode message, String reader) {
    scene.know("point", message);
    scene.call("reader", reader);
    for (String each : List.of("ada", "bob", "tablet")) {
      scene.hears(each, "receipt.read");
    }
  }

  @Test
  void whoIsWhoseFriendAndWhatFriendsHear() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      asksForFriendship(scene);
      scene.does("bob", "POST /v1/friends/requests/{request}/decline");
      scene.hears("ada", "friend.declined");

      asksForFriendship(scene);
      scene.does("bob", "POST /v1/friends/requests/{request}/accept");
      scene.hears("ada", "friend.accepted");
      scene.hears("bob", "friend.accepted-own");

      scene.does(
          "bob", "PUT /v1/users/me/status", Map.of("status", "dnd", "status_text", "at work"));
      scene.hears("ada", "presence.changed");
      scene.does(
          "bob",
          "PATCH /v1/users/me",
          Map.of("display_name", "Bob the Builder", "bio", "Likes trains"));
      scene.hears("ada", "user.updated");

      scene.does("ada", "DELETE /v1/friends/{bob}");
      scene.hears("bob", "friend.removed");
      scene.heardNoOther("ada", "friend.requested", "presence.changed", "user.updated");
    }
  }

  private static void asksForFriendship(Scene scene) {
    scene.know(
        "request", scene.does("ada", "POST /v1/friends/requests", Map.of("user_id", "{bob}")));
    scene.hears("bob", "friend.requested");
  }

  @Test
  void howSessionsEnd() {
    try (Scene scene = new Scene(stack, RECEIVED, "ada", "bob")) {
      scene.logsIn("ada", "phone");
      scene.logsIn("ada", "tablet");
      scene.does("ada", "DELETE /v1/auth/sessions/{phone.session}");
      scene.isCutOff("phone", "revoked");
      scene.does(
          "ada",
          "POST /v1/auth/password",
          Map.of("current_password", RestClient.PASSWORD, "new_password", "a battery of horses"));
      scene.isCutOff("tablet", "password_changed");
      scene.heardNoOther("ada", "session.revoked");
      scene.does("ada", "POST /v1/auth/logout-all");
      scene.isCutOff("ada", "logout_all");

      scene.does("bob", "POST /v1/auth/logout");
      scene.isCutOff("bob", "logout");
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void nobodyElseHeardOfItAndNothingIsLeftOut() throws IOException {
    elsewhere.heardNothing("eve");

    assertThat(RECEIVED).isEqualTo(EventTypes.goldenFrames());
    assertThat(RECEIVED.stream().map(name -> GoldenFrame.of(name).type()).collect(toSet()))
        .isEqualTo(EventTypes.OF_CONTRACT)
        .isEqualTo(EventTypes.ofProduct());
  }
}
