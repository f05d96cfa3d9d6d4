package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.redis.Envelope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From the commit to Redis, with a subscriber in the place of push and without the relay, which
/// would publish what is lost here.
class PublishIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = apiOn(database, RunningApi.redis());
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatIsPublishedIsWhatIsReplayedByteForByte() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String room = api.rest().as(ada).group(bob);
      Answer sent = api.rest().as(ada).write(room, "ünïcode 😀 \\\"quoted\\\"").expect(201);
      List<Envelope> published =
          heard.durable("parley:c:" + room, 2).stream().map(Heard.Message::envelope).toList();

      List<Replay.Entry> replayed = new Gateway(api).events(Gateway.range(room, 0, 10));

      assertThat(published).extracting(Envelope::kind).containsOnly(Envelope.Kind.DURABLE);
      assertThat(published).extracting(Envelope::seq).containsExactly(1L, sent.number("seq"));
      // When it got its place: push measures by that how late it is, without reading the JSON.
      assertThat(Instant.EPOCH.plus(published.getLast().micros(), ChronoUnit.MICROS))
          .isEqualTo(Instant.parse(sent.text("created_at")));
      assertThat(replayed).extracting(Replay.Entry::envelope).isEqualTo(published);
    }
  }

  @Test
  void everyParticipantHearsThatTheyJoinedBeforeAnythingElse() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String room = api.rest().as(ada).group(bob);
      heard.durable("parley:c:" + room, 1);

      for (Person person : List.of(ada, bob)) {
        Heard.Message joined = heard.on("parley:u:" + person.id(), 1).getFirst();
        assertThat(joined.envelope().kind()).isEqualTo(Envelope.Kind.JOINED);
        assertThat(joined.envelope().subject()).isEqualTo(UUID.fromString(room));
        assertThat(joined.envelope().seq()).isZero();
        assertThat(joined.json())
            .isEqualTo(
                "{\"type\":\"conversation.joined\",\"data\":%s}"
                    .formatted(
                        api.rest().as(person).get("/v1/conversations/" + room).expect(200).body()));
      }
      List<String> theirs =
          List.of("parley:u:" + ada.id(), "parley:u:" + bob.id(), "parley:c:" + room);
      assertThat(heard.all())
          .extracting(Heard.Message::channel)
          .filteredOn(theirs::contains)
          .as("both joined, then the first event")
          .endsWith("parley:c:" + room)
          .hasSize(3);
    }
  }

  @Test
  void whatWasPublishedLeavesTheOutbox() {
    String room = api.rest().as(ada).group(bob);
    for (int i = 0; i < 20; i++) {
      api.rest().as(ada).write(room, "message").expect(201);
    }

    await().until(() -> waiting(database, room) == 0);
  }

  @Test
  void whileRedisIsAwaySendsSucceedAndTheirEventsWaitInTheOutbox() throws SQLException {
    Database own = Database.fresh();
    try (RedisStore redis = RedisStore.temporary();
        RunningApi separate = apiOn(own, redis)) {
      Rest carl = separate.rest().as(separate.rest().register("carl"));
      String room = carl.group();
      await().until(() -> waiting(own, room) == 0);
      redis.kill();

      for (int i = 0; i < 5; i++) {
        carl.write(room, "unheard").expect(201);
      }
      redis.restart();
      try (Heard heard = new Heard(redis.uri())) {
        String other = carl.group();
        awaitPublishing(carl, other, heard);
      }

      assertThat(waiting(own, room)).isEqualTo(5);
    }
  }

  @Test
  void anApiStartsWhileRedisIsAwayAndPublishesOnceItIsThere() throws SQLException {
    Database own = Database.fresh();
    try (RedisStore redis = RedisStore.temporary()) {
      redis.kill();
      try (RunningApi separate = apiOn(own, redis)) {
        Rest carl = separate.rest().as(separate.rest().register("carl"));
        String room = carl.group();
        assertThat(waiting(own, room)).isEqualTo(2);
        redis.restart();
        try (Heard heard = new Heard(redis.uri())) {
          awaitPublishing(carl, room, heard);
        }
      }
    }
  }

  /// Suspended, it takes connections and answers nothing: the way in which a wait would be longest.
  @Test
  void noSendWaitsForARedisThatDoesNotAnswer() {
    Database own = Database.fresh();
    try (RedisStore redis = RedisStore.temporary()) {
      redis.suspend();
      try (RunningApi separate = apiOn(own, redis)) {
        Rest carl = separate.rest().as(separate.rest().register("carl"));
        String room = carl.group();
        Instant begin = Instant.now();

        carl.write(room, "unheard").expect(201);
        carl.write(room, "unheard").expect(201);

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(1));
      }
    }
  }

  /// Sends until one message is heard and gone from the outbox.
  private static void awaitPublishing(Rest sender, String room, Heard heard) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              sender.write(room, "heard").expect(201);
              return heard.all().stream().anyMatch(each -> each.channel().endsWith(room));
            });
  }

  private static long waiting(Database database, String room) throws SQLException {
    return database.number("select count(*) from outbox where conversation_id = '" + room + "'");
  }

  private static RunningApi apiOn(Database database, RedisStore redis) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.redis.uri",
            redis.uri(),
            "parley.outbox.relay-enabled",
            "false"));
  }
}
