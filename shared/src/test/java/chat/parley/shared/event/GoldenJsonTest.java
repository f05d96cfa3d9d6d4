package chat.parley.shared.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConnectionId;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pins the bytes of everything on the wire. `-Dparley.golden.write=true` writes the files anew;
/// the difference then shows in review.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenJsonTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Instant AT = Instant.parse("2026-11-20T08:00:00.123456Z");
  private static final UserId ADA = UserId.parse("019aa0c0-0000-7000-8000-00000000000a");
  private static final UserId BOB = UserId.parse("019aa0c0-0000-7000-8000-00000000000b");
  private static final ConversationId ROOM =
      ConversationId.parse("019aa0c0-0000-7000-8000-0000000000c1");
  private static final MessageId MESSAGE = MessageId.parse("019aa0c0-0000-7000-8000-0000000000e1");
  private static final Author AUTHOR = new Author(ADA, "ada", "Ada Lovelace", null);

  /// As the api describes somebody to themselves.
  private static final String MYSELF =
      """
      {"id":"019aa0c0-0000-7000-8000-00000000000a","username":"ada","display_name":"Ada Lovelace",\
      "avatar_url":null,"bio":null,"status":"invisible","status_text":null,"last_seen_at":null,\
      "is_bot":false,"deleted":false,"created_at":"2026-11-20T08:00:00.123456Z",\
      "email":"ada@example.org","email_verified":true,"role":"user"}""";

  private ApplicationContext context;
  private JsonMapper json;

  @BeforeAll
  void start() {
    context =
        ApplicationContext.run(
            Map.of(
                "micronaut.serde.serialization.inclusion",
                "ALWAYS",
                "parley.redis.uri",
                "redis://127.0.0.1"));
    json = context.getBean(JsonMapper.class);
  }

  @AfterAll
  void stop() {
    context.close();
  }

  static List<Golden> everythingOnTheWire() throws IOException {
    Message text = message(Message.Type.TEXT, AUTHOR, "Hello \"Bob\" \uD83D\uDC4B", null);
    Message note =
        message(
            Message.Type.SYSTEM,
            null,
            null,
            new SystemNote(SystemNote.Kind.CONVERSATION_CREATED, ADA, List.of(BOB), "Room"));
    User bob =
        new User(BOB, "bob", "Bob", null, null, User.Status.OFFLINE, null, null, false, false, AT);
    PersonalEvent.Friend friend =
        new PersonalEvent.Friend(
            bob, FriendRequestId.parse("019aa0c0-0000-7000-8000-0000000000a1"));
    Conversation.Membership me =
        new Conversation.Membership(
            Conversation.Role.MEMBER,
            AT,
            null,
            Conversation.Notifications.ALL,
            false,
            false,
            41,
            41,
            1,
            0);
    Conversation direct =
        new Conversation(
            ROOM,
            Conversation.Type.DIRECT,
            Conversation.Visibility.PRIVATE,
            null,
            null,
            null,
            ADA,
            AT,
            AT,
            AT,
            42,
            2,
            text,
            bob,
            me);
    return List.of(
        new Golden("message.created", new MessageCreated(ROOM, 42, AT, ADA, text)),
        new Golden("message.created-system", new MessageCreated(ROOM, 42, AT, ADA, note)),
        new Golden("message.edited", new MessageEdited(ROOM, 43, AT, ADA, text)),
        new Golden(
            "message.deleted",
            new MessageDeleted(ROOM, 44, AT, ADA, new MessageDeleted.Deleted(MESSAGE))),
        new Golden("message.created-related", new MessageCreated(ROOM, 44, AT, ADA, related())),
        new Golden(
            "message.pinned", new MessagePinned(ROOM, 45, AT, ADA, new MessagePinned.Pin(MESSAGE))),
        new Golden(
            "message.unpinned",
            new MessageUnpinned(ROOM, 46, AT, ADA, new MessagePinned.Pin(MESSAGE))),
        new Golden(
            "mention.created",
            new PersonalEvent.MentionCreated(new PersonalEvent.MentionCreated.Mention(related()))),
        new Golden(
            "reaction.added",
            new ReactionAdded(ROOM, 45, AT, BOB, new Reacted(MESSAGE, BOB, "\uD83D\uDC4D", 2))),
        new Golden(
            "reaction.removed",
            new ReactionRemoved(ROOM, 46, AT, BOB, new Reacted(MESSAGE, BOB, "\uD83D\uDC4D", 1))),
        new Golden(
            "participant.added",
            new ParticipantAdded(
                ROOM, 47, AT, ADA, new ParticipantAdded.Added(bob, Conversation.Role.MEMBER, ADA))),
        new Golden(
            "participant.removed",
            new ParticipantRemoved(
                ROOM,
                48,
                AT,
                ADA,
                new ParticipantRemoved.Removed(BOB, ADA, DepartureReason.REMOVED))),
        new Golden(
            "participant.updated",
            new ParticipantUpdated(
                ROOM,
                48,
                AT,
                ADA,
                new ParticipantUpdated.Updated(BOB, Conversation.Role.ADMIN, AT))),
        new Golden("conversation.updated", new ConversationUpdated(ROOM, 48, AT, ADA, direct)),
        new Golden(
            "conversation.deleted",
            new ConversationDeleted(ROOM, 49, AT, ADA, new ConversationDeleted.Nothing())),
        new Golden(
            "conversation.left",
            new PersonalEvent.ConversationLeft(
                new PersonalEvent.ConversationLeft.Departure(ROOM, DepartureReason.BANNED))),
        new Golden(
            "session.revoked",
            new PersonalEvent.SessionRevoked(
                new PersonalEvent.SessionRevoked.Revocation(
                    PersonalEvent.SessionRevoked.Reason.LOGOUT_ALL))),
        new Golden("friend.requested", new PersonalEvent.FriendRequested(friend)),
        new Golden("friend.accepted", new PersonalEvent.FriendAccepted(friend)),
        new Golden("friend.declined", new PersonalEvent.FriendDeclined(friend)),
        new Golden("friend.removed", new PersonalEvent.FriendRemoved(friend)),
        new Golden("conversation.joined", new PersonalEvent.ConversationJoined(direct)),
        new Golden(
            "presence.changed",
            new StateEvent.PresenceChanged(
                new StateEvent.PresenceChanged.Presence(
                    BOB, "bob", User.Status.AWAY, "at lunch", AT))),
        new Golden(
            "user.updated",
            new StateEvent.UserUpdated(
                new User(
                    BOB,
                    "bob",
                    "Bob",
                    "/v1/avatars/00112233445566778899aabbccddeeff.jpg",
                    "Likes trains",
                    User.Status.AWAY,
                    "at lunch",
                    AT,
                    false,
                    false,
                    AT))),
        new Golden(
            "typing.started",
            new EphemeralEvent.TypingStarted(
                new EphemeralEvent.TypingStarted.Typing(ROOM, BOB, "bob", AT.plusSeconds(6)))),
        new Golden(
            "typing.stopped",
            new EphemeralEvent.TypingStopped(
                new EphemeralEvent.TypingStopped.Typist(ROOM, BOB, "bob"))),
        new Golden(
            "receipt.read", new StateEvent.ReceiptRead(new StateEvent.Receipt(ROOM, BOB, 42, AT))),
        new Golden(
            "receipt.delivered",
            new StateEvent.ReceiptDelivered(new StateEvent.Receipt(ROOM, BOB, 42, AT))),
        new Golden(
            "unread.changed",
            new StateEvent.UnreadChanged(new StateEvent.UnreadChanged.Unread(ROOM, 3, 1))),
        new Golden(
            "conversation.settings",
            new StateEvent.ConversationSettings(
                new StateEvent.ConversationSettings.Settings(
                    ROOM, Conversation.Notifications.MENTIONS, true, false))),
        new Golden(
            "hello",
            new ServerFrame.Hello(
                new ServerFrame.Hello.Greeting(
                    requireNonNull(JsonMapper.createDefault().readValue(MYSELF, JsonNode.class)),
                    SessionId.parse("019aa0c0-0000-7000-8000-0000000000f1"),
                    ConnectionId.parse("019aa0c0-0000-7000-8000-0000000000d1"),
                    "push-1",
                    "parley.v1",
                    AT,
                    25_000,
                    AT.plusSeconds(900),
                    List.of(new ServerFrame.Position(ROOM, 41, 40))))),
        new Golden("pong", new ServerFrame.Pong("c7", new ServerFrame.Pong.Clock(AT))),
        new Golden("pong-without-id", new ServerFrame.Pong(null, new ServerFrame.Pong.Clock(AT))),
        new Golden("ack", new ServerFrame.Ack("c7", JsonNode.createObjectNode(Map.of()))),
        new Golden(
            "resumed",
            new ServerFrame.Resumed("r1", new ServerFrame.Resumed.Summary(12, List.of(ROOM)))),
        new Golden(
            "resumed-without-id",
            new ServerFrame.Resumed(null, new ServerFrame.Resumed.Summary(0, List.of()))),
        new Golden("close", new ServerFrame.Close(new ServerFrame.Close.Reason(4408, "too slow"))),
        new Golden("reconnect", new ServerFrame.Reconnect(new ServerFrame.Reconnect.Delay(750))),
        new Golden(
            "auth.expiring", new ServerFrame.AuthExpiring(new ServerFrame.AuthExpiring.Expiry(AT))),
        new Golden(
            "error",
            new ServerFrame.Refusal(
                "c7",
                Problem.of(ErrorCode.VALIDATION_FAILED, "unknown type")
                    .withErrors(List.of(new Problem.FieldError("type", "unknown", "no such")))
                    .at("/ws", "r1"))));
  }

  @ParameterizedTest
  @MethodSource("everythingOnTheWire")
  void isTheSameBytesAsEver(Golden golden) throws IOException {
    Path file = FOLDER.resolve(golden.name() + ".json");
    String actual = new String(json.writeValueAsBytes(golden.value()), StandardCharsets.UTF_8);
    if (Boolean.getBoolean("parley.golden.write")) {
      Files.writeString(file, actual + "\n");
    }
    assertThat(actual).isEqualTo(Files.readString(file).stripTrailing());
  }

  /// The system tests take the types of the product from the files.
  @Test
  void nothingOnTheWireIsLeftOut() throws IOException {
    assertThat(
            Stream.of(
                    DurableEvent.class,
                    StateEvent.class,
                    PersonalEvent.class,
                    EphemeralEvent.class,
                    ServerFrame.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses())))
        .isSubsetOf(
            everythingOnTheWire().stream().map(golden -> golden.value().getClass()).toList());
  }

  /// With all that a message can have to do with others.
  private static Message related() {
    return new Message(
        MESSAGE,
        ROOM,
        44,
        Message.Type.TEXT,
        AUTHOR,
        "@bob, look",
        List.of(PICTURE, VOICE),
        new Message.Reply(
            MessageId.parse("019aa0c0-0000-7000-8000-0000000000e0"), 7, AUTHOR, null, true),
        new Message.ThreadSummary(2, AT),
        List.of(BOB),
        List.of(new Message.Reaction("\uD83D\uDC4D", 1, false, List.of(BOB))),
        Message.Origin.UNKNOWN,
        true,
        null,
        AT,
        AT,
        1,
        null,
        null);
  }

  private static final Message.Attachment PICTURE =
      new Message.Attachment(
          MediaId.parse("019aa0c0-0000-7000-8000-0000000000f0"),
          Message.Attachment.Kind.IMAGE,
          "harbour.jpg",
          "image/jpeg",
          482_113,
          4_000,
          3_000,
          null,
          "/v1/media/019aa0c0-0000-7000-8000-0000000000f0?expires=1763712000&signature=x",
          "/v1/media/019aa0c0-0000-7000-8000-0000000000f0/thumbnail?expires=1763712000&signature=y",
          "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
          null);

  private static final Message.Attachment VOICE =
      new Message.Attachment(
          MediaId.parse("019aa0c0-0000-7000-8000-0000000000f1"),
          Message.Attachment.Kind.AUDIO,
          "voice.webm",
          "audio/webm",
          9_212,
          null,
          null,
          2_340L,
          "/v1/media/019aa0c0-0000-7000-8000-0000000000f1?expires=1763712000&signature=z",
          null,
          null,
          Collections.nCopies(64, 50));

  private static Message message(
      Message.Type type,
      @Nullable Author sender,
      @Nullable String content,
      @Nullable SystemNote system) {
    return new Message(
        MESSAGE,
        ROOM,
        42,
        type,
        sender,
        content,
        List.of(),
        null,
        Message.ThreadSummary.NONE,
        List.of(),
        List.of(),
        null,
        false,
        system == null ? "c-1" : null,
        AT,
        null,
        0,
        null,
        system);
  }

  record Golden(String name, Object value) {
    @Override
    public String toString() {
      return name;
    }
  }
}
