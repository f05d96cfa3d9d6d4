package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import chat.parley.shared.redis.Envelope.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has no place in a sequence: how something is, and what is true for a moment.
class StateIT {
  private static final int MORE_THAN_A_RING = 300;

  private FakeApi api;
  private RunningPush one;
  private RunningPush two;

  @BeforeEach
  void start() {
    api = new FakeApi();
    one = new RunningPush(api, Map.of());
    two = new RunningPush(api, Map.of());
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    api.close();
  }

  @Test
  void aChangeIsHeardOnceHoweverManyConversationsAreShared() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    List<ConversationId> shared =
        Stream.generate(() -> api.newConversation(ada, bob)).limit(20).toList();
    try (TestSocket own = one.open(api.token(ada));
        TestSocket first = one.open(api.token(bob));
        TestSocket second = two.open(api.token(bob))) {
      List<TestSocket> sockets = List.of(own, first, second);
      sockets.forEach(socket -> socket.next("hello"));

      for (long version = 7; version < 9; version++) {
        Envelope change = envelope(Kind.ABOUT_USER, version, ada.value(), "away-" + version);
        one.publish(ada, change);
        shared.forEach(conversation -> one.publish(conversation, change));
      }
      shared.forEach(room -> one.publish(room, api.append(room)));

      for (TestSocket socket : sockets) {
        // All of one conversation in its order, others perhaps before.
        List<String> types = untilMessages(socket, shared.size());
        assertThat(types).filteredOn(type -> type.startsWith("away")).contains("away-8");
        assertThat(types)
            .filteredOn(type -> type.startsWith("away"))
            .isIn(List.of("away-7", "away-8"), List.of("away-8"));
      }
    }
  }

  /// Who was blocked by somebody hears nothing of how they are, wherever the two are together.
  @Test
  void whoIsExceptedHearsNothingOfItOnWhicheverNode() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    UserId cleo = api.newUser();
    List<ConversationId> shared =
        Stream.generate(() -> api.newConversation(ada, bob, cleo)).limit(5).toList();
    try (TestSocket first = one.open(api.token(bob));
        TestSocket second = two.open(api.token(bob));
        TestSocket other = two.open(api.token(cleo))) {
      List.of(first, second, other).forEach(socket -> socket.next("hello"));

      Envelope change = envelope(Kind.ABOUT_USER, 7, ada.value(), "away").except(List.of(ada, bob));
      shared.forEach(room -> one.publish(room, change));
      shared.forEach(room -> one.publish(room, api.append(room)));

      for (TestSocket socket : List.of(first, second)) {
        assertThat(untilMessages(socket, shared.size())).containsOnly("message.created");
      }
      assertThat(untilMessages(other, shared.size())).containsOnlyOnce("away");
    }
  }

  /// They are numbered each for itself, and may overtake each other on the way from two apis.
  @Test
  void aNewNameMakesNoNewsOfPresenceOld() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    List<ConversationId> shared =
        Stream.generate(() -> api.newConversation(ada, bob)).limit(3).toList();
    try (TestSocket socket = one.open(api.token(bob))) {
      socket.next("hello");

      for (ConversationId room : shared) {
        one.publish(room, envelope(Kind.ABOUT_USER, 9, Envelope.profileOf(ada), "renamed"));
        one.publish(room, envelope(Kind.ABOUT_USER, 8, ada.value(), "away"));
        one.publish(room, api.append(room));
      }

      assertThat(untilMessages(socket, shared.size()))
          .filteredOn(type -> !type.equals("message.created"))
          .containsExactlyInAnyOrder("renamed", "away");
    }
  }

  @Test
  void whoSharesNothingHearsNothing() {
    UserId ada = api.newUser();
    UserId eve = api.newUser();
    ConversationId room = api.newConversation(ada);
    ConversationId other = api.newConversation(ada, eve);
    try (TestSocket outside = one.open(api.token(eve))) {
      outside.next("hello");

      one.publish(room, envelope(Kind.ABOUT_USER, 1, ada.value(), "away"));
      one.publish(ada, envelope(Kind.ABOUT_USER, 1, ada.value(), "away"));
      one.publish(other, api.append(other));

      outside.next("message.created");
    }
  }

  @Test
  void stateOfAConversationReachesAllAndDoesNotWaitForAReplay() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket live = one.open(api.token(ada));
        TestSocket resuming = two.resume(api.token(bob))) {
      live.next("hello");
      resuming.next("hello");

      one.publish(room, api.append(room));
      one.publish(room, envelope(Kind.STATE, 0, Envelope.NOBODY, "read"));

      live.next("message.created");
      live.next("read");
      resuming.next("read");
    }
  }

  @Test
  void whatChangesWhileASocketCatchesUpIsToldWhenItHas() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket live = one.open(api.token(ada))) {
      live.next("hello");
      api.afterNextSnapshot(() -> outrun(room, live));

      try (TestSocket late = one.open(api.token(bob))) {
        late.next("hello");
        assertThat(untilMessages(late, MORE_THAN_A_RING)).containsOnly("message.created");
        late.next("read");
      }
    }
  }

  /// Whoever finds their removal among what they missed is told nothing of what comes after it.
  @Test
  void whatChangesAfterTheRemovalOfWhoCatchesUpIsNotTold() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket live = one.open(api.token(ada))) {
      live.next("hello");
      api.afterNextSnapshot(
          () -> {
            outrun(room, live);
            one.publish(room, api.remove(room, bob));
            live.next("participant.removed");
          });

      try (TestSocket late = one.open(api.token(bob))) {
        late.next("hello");
        assertThat(untilMessages(late, MORE_THAN_A_RING)).containsOnly("message.created");
        late.next("participant.removed");
        one.publish(bob, envelope(Kind.PERSONAL, 0, Envelope.NOBODY, "after"));
        late.next("after");
      }
    }
  }

  /// Far enough that one who is at its beginning has to be caught up by a replay; during which the
  /// state changes.
  private void outrun(ConversationId room, TestSocket live) {
    for (int i = 0; i < MORE_THAN_A_RING; i++) {
      one.publish(room, api.append(room));
    }
    untilMessages(live, MORE_THAN_A_RING);
    api.duringNextReplay(
        () -> {
          one.publish(room, envelope(Kind.STATE, 0, Envelope.NOBODY, "read"));
          live.next("read");
        });
  }

  @Test
  void typingReachesTheOthersAndNoneOfTheTypistsOwnSockets() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket own = one.open(api.token(ada));
        TestSocket ownToo = two.open(api.token(ada));
        TestSocket other = two.open(api.token(bob))) {
      List.of(own, ownToo, other).forEach(socket -> socket.next("hello"));

      types(room, ada, 60_000);
      other.next("started");
      one.publish(room, envelope(Kind.ENDING, 0, ada.value(), "stopped"));
      other.next("stopped");
      one.publish(room, api.append(room));

      List.of(own, ownToo, other).forEach(socket -> socket.next("message.created"));
    }
  }

  /// Nobody says so: the typist, their node and their api may all be gone.
  @Test
  void typingThatIsNotRenewedEndsByItselfOnEachNode() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket here = one.open(api.token(bob));
        TestSocket there = two.open(api.token(bob))) {
      List.of(here, there).forEach(socket -> socket.next("hello"));

      types(room, ada, 300);

      for (TestSocket socket : List.of(here, there)) {
        socket.next("started");
        socket.next("stopped");
      }
    }
  }

  @Test
  void aRenewalPutsTheEndOffAndAnEndComesOnce() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    UserId cleo = api.newUser();
    ConversationId room = api.newConversation(ada, bob, cleo);
    try (TestSocket socket = one.open(api.token(bob))) {
      socket.next("hello");

      types(room, ada, 400);
      types(room, ada, 60_000);
      types(room, cleo, 600);
      socket.next("started");
      socket.next("started");
      socket.next("started");
      assertThat(TestSocket.text(socket.next("stopped"), "of")).isEqualTo(cleo.toString());

      one.publish(room, envelope(Kind.ENDING, 0, ada.value(), "stopped"));
      assertThat(TestSocket.text(socket.next("stopped"), "of")).isEqualTo(ada.toString());
      types(room, cleo, 100);
      socket.next("started");
      assertThat(TestSocket.text(socket.next("stopped"), "of")).isEqualTo(cleo.toString());
    }
  }

  private void types(ConversationId room, UserId typist, long endsAfterMillis) {
    one.publish(room, envelope(Kind.EPHEMERAL, 0, typist.value(), "started"));
    one.publish(room, envelope(Kind.ENDING, endsAfterMillis, typist.value(), "stopped"));
  }

  private static List<String> untilMessages(TestSocket socket, int messages) {
    List<String> types = new ArrayList<>();
    while (types.stream().filter("message.created"::equals).count() < messages) {
      types.add(TestSocket.text(socket.next(), "type"));
    }
    return types;
  }

  private static Envelope envelope(Kind kind, long seq, UUID subject, String type) {
    String json = "{\"type\":\"%s\",\"of\":\"%s\"}".formatted(type, subject);
    return new Envelope(kind, seq, subject, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }
}
