package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the send statement promises, with two apis on one database.
class SendIT {
  private static Database database;
  private static RunningApi one;
  private static RunningApi two;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void numbersHaveNoGapsAndOrderLikeTimeHoweverManyWriteAtOnce() throws Exception {
    List<Person> people =
        IntStream.range(0, 8).mapToObj(i -> one.rest().register("writer")).toList();
    String messages = Rest.messages(room(people));

    Together.times(
        people.size(),
        i -> {
          Rest rest = (i % 2 == 0 ? one : two).rest().as(people.get(i));
          for (int n = 0; n < 25; n++) {
            rest.post(messages, "{\"content\": \"" + n + "\"}").expect(201);
          }
          return i;
        });

    Rest reader = one.rest().as(people.getFirst());
    List<JsonNode> all =
        reader.pages(messages + "?limit=100&after=0").stream()
            .flatMap(page -> page.items().stream())
            .toList();
    // The system message of the new group is number 1.
    assertThat(all.stream().map(SendIT::seq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 201).boxed().toList());
    assertThat(
            all.stream()
                .map(message -> requireNonNull(message.get("created_at")).getStringValue())
                .toList())
        .isSorted();
  }

  @Test
  void aRepeatedSendIsAnsweredWithTheFirstMessage() {
    Person ada = one.rest().register("ada");
    String messages = Rest.messages(room(List.of(ada)));
    Answer first =
        one.rest().as(ada).post(messages, "{\"content\": \"once\", \"client_id\": \"c\"}");

    Answer again =
        two.rest().as(ada).post(messages, "{\"content\": \"twice\", \"client_id\": \"c\"}");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.whole()).isEqualTo(first.whole());
  }

  @Test
  void repeatsThatRaceThroughTwoApisBecomeOneMessageAndLeaveNoGap() throws Exception {
    Person ada = one.rest().register("ada");
    String messages = Rest.messages(room(List.of(ada)));
    for (int round = 0; round < 20; round++) {
      String body = "{\"content\": \"x\", \"client_id\": \"r" + round + "\"}";

      List<Answer> answers =
          Together.times(4, i -> (i % 2 == 0 ? one : two).rest().as(ada).post(messages, body));

      assertThat(answers.stream().map(Answer::status))
          .as("%s", answers)
          .containsExactlyInAnyOrder(201, 200, 200, 200);
      assertThat(answers.stream().map(Answer::whole).distinct()).hasSize(1);
      assertThat(seq(answers.getFirst().whole())).isEqualTo(round + 2);
    }
  }

  @Test
  void inAChannelOnlyItsOwnerWrites() {
    Person owner = one.rest().register("owner");
    Person reader = one.rest().register("reader");
    String channel =
        one.rest()
            .as(owner)
            .post(
                "/v1/conversations",
                "{\"type\": \"channel\", \"name\": \"News\", \"participant_ids\": [\"%s\"]}"
                    .formatted(reader.id()))
            .text("id");

    Answer refused =
        one.rest().as(reader).post(Rest.messages(channel), "{\"content\": \"me too\"}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("forbidden");
    assertThat(
            one.rest().as(owner).post(Rest.messages(channel), "{\"content\": \"news\"}").status())
        .isEqualTo(201);
  }

  @Test
  void aMutedMemberIsRefusedUntilTheTimeIsOver() throws SQLException {
    Person ada = one.rest().register("ada");
    String room = room(List.of(ada));
    muteUntil("now() + interval '1 hour'", room);

    Answer muted = one.rest().as(ada).post(Rest.messages(room), "{\"content\": \"x\"}");

    assertThat(muted.status()).isEqualTo(403);
    assertThat(muted.text("code")).isEqualTo("muted");
    muteUntil("now()", room);
    assertThat(one.rest().as(ada).post(Rest.messages(room), "{\"content\": \"x\"}").status())
        .isEqualTo(201);
  }

  /// Takes a removal that has begun and not yet committed when the message comes: without the
  /// lock on the participant row the message would get in behind the removal.
  @Test
  void whoIsBeingRemovedWritesBeforeTheRemovalOrNotAtAll() throws Exception {
    Person ada = one.rest().register("ada");
    Person bob = one.rest().register("bob");
    String room = room(List.of(ada, bob));
    try (Connection removal = database.connect();
        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      removal.setAutoCommit(false);
      Database.change(
          removal,
          "delete from participants where conversation_id = '%s' and user_id = '%s'"
              .formatted(room, bob.id()));
      Future<Answer> send =
          sender.submit(
              () -> one.rest().as(bob).post(Rest.messages(room), "{\"content\": \"late\"}"));
      database.awaitSomebodyWaitingForALock();
      Database.change(
          removal, "update conversations set last_seq = last_seq + 1 where id = '" + room + "'");
      removal.commit();

      assertThat(send.get().status()).isEqualTo(404);
    }
  }

  @Test
  void theRowsOfAMessageStandTogether() throws SQLException {
    Person ada = one.rest().register("ada");
    String room = room(List.of(ada));
    Answer sent = one.rest().as(ada).post(Rest.messages(room), "{\"content\": \"x\"}");

    assertThat(
            database.number(
                """
                select count(*) from messages m
                  join events e on e.message_id = m.id and e.seq = m.seq
                                and e.conversation_id = m.conversation_id and e.at = m.created_at
                  join conversations c on c.id = m.conversation_id and c.last_seq = m.seq
                                and c.last_activity_at = m.created_at
                 where m.id = '%s' and e.type = 'message.created' and e.actor_id = m.sender_id
                """
                    .formatted(sent.text("id"))))
        .isEqualTo(1);
  }

  @Test
  void aSendIsOneRoundTrip() throws IOException {
    try (RoundTrips counted = new RoundTrips(RunningApi.postgres().port());
        RunningApi api =
            RunningApi.with(
                Map.of(
                    "parley.database.url",
                    database
                            .url()
                            .replace(
                                ":" + RunningApi.postgres().port() + "/",
                                ":" + counted.port() + "/")
                        + (database.url().contains("?") ? "&" : "?")
                        + "sslmode=disable&gssEncMode=disable",
                    // Counted by Redis, not here.
                    "parley.rate-limits.enabled",
                    "true",
                    "parley.rate-limits.messages",
                    "1000/1m",
                    // None of these is part of a send; here they never run.
                    "parley.sessions.look-interval",
                    "1h",
                    "parley.sessions.stale-after",
                    "1h",
                    "parley.outbox.clearing-interval",
                    "1h",
                    "parley.outbox.sample-interval",
                    "1h",
                    "parley.outbox.relay-enabled",
                    "false"))) {
      Person ada = one.rest().register("ada");
      Person bob = one.rest().register("bob");
      String messages = Rest.messages(room(List.of(ada, bob)));
      Rest rest = api.rest().as(ada);
      String answered = rest.post(messages, "{\"content\": \"x\"}").expect(201).text("id");
      // The driver learns types and prepares at the first few.
      for (int i = 0; i < 20; i++) {
        rest.post(messages, "{\"content\": \"warm\"}");
      }
      // Other loops ask in between once in a while, which only adds.
      long fewest = Long.MAX_VALUE;
      for (int batch = 0; batch < 10; batch++) {
        long before = counted.count();
        for (int i = 0; i < 20; i++) {
          String clientId = batch + "-" + i;
          rest.post(
                  messages,
                  "{\"content\": \"@%s\", \"client_id\": \"%s\", \"reply_to\": \"%s\"}"
                      .formatted(bob.username(), clientId, answered))
              .expect(201);
        }
        fewest = Math.min(fewest, counted.count() - before);
      }

      assertThat(fewest).isEqualTo(20);
    }
  }

  private static String room(List<Person> people) {
    Person[] others = people.subList(1, people.size()).toArray(Person[]::new);
    return one.rest().as(people.getFirst()).group(others);
  }

  private static long seq(JsonNode message) {
    return requireNonNull(message.get("seq")).getLongValue();
  }

  private static void muteUntil(String time, String room) throws SQLException {
    database.change(
        "update participants set muted_until = %s where conversation_id = '%s'"
            .formatted(time, room));
  }
}
