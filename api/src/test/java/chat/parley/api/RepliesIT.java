package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answering messages, and the threads that this makes.
class RepliesIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private String room = "";
  private String said = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = as(ada).group(bob);
    said = as(ada).write(room, "said").expect(201).text("id");
  }

  @Test
  void aReplyShowsWhatItAnswersEverywhere() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Answer reply = as(bob).reply(room, said, "indeed").expect(201);

      assertThat(reply.text("reply_to.id")).isEqualTo(said);
      assertThat(reply.number("reply_to.seq")).isEqualTo(2);
      assertThat(reply.text("reply_to.sender.id")).isEqualTo(ada.id());
      assertThat(reply.text("reply_to.excerpt")).isEqualTo("said");
      assertThat(reply.at("reply_to.deleted").getBooleanValue()).isFalse();
      assertThat(as(ada).get("/v1/messages/" + reply.text("id")).whole()).isEqualTo(reply.whole());
      assertThat(as(ada).get(Rest.messages(room)).at("items.2")).isEqualTo(reply.whole());
      assertThat(as(ada).get("/v1/conversations/" + room).at("last_message"))
          .isEqualTo(reply.whole());
      Answer events = as(ada).get("/v1/conversations/" + room + "/events?after=2").expect(200);
      assertThat(events.at("items.0.data")).isEqualTo(reply.whole());
      assertThat(events.body()).contains(heard.on("parley:c:" + room, 1).getFirst().json());
    }
  }

  @Test
  void theExcerptIsTheBeginningOfTheTextAsItIsNow() {
    as(ada).edit(said, "😀".repeat(200)).expect(200);
    String reply = as(bob).reply(room, said, "indeed").expect(201).text("id");
    assertThat(as(ada).get("/v1/messages/" + reply).text("reply_to.excerpt"))
        .isEqualTo("😀".repeat(140));

    as(ada).edit(said, "something else").expect(200);

    assertThat(as(ada).get("/v1/messages/" + reply).text("reply_to.excerpt"))
        .isEqualTo("something else");
  }

  @Test
  void aThreadCountsItsUndeletedRepliesAndKnowsTheLast() {
    String path = "/v1/messages/" + said;
    assertThat(as(ada).get(path).number("thread.reply_count")).isZero();
    assertThat(as(ada).get(path).at("thread.last_reply_at").isNull()).isTrue();
    Answer first = as(bob).reply(room, said, "first").expect(201);
    Answer second = as(ada).reply(room, said, "second").expect(201);
    assertThat(as(ada).get(path).number("thread.reply_count")).isEqualTo(2);
    assertThat(as(ada).get(path).text("thread.last_reply_at")).isEqualTo(second.text("created_at"));

    as(ada).delete("/v1/messages/" + second.text("id")).expect(204);
    as(ada).delete("/v1/messages/" + second.text("id")).expect(204);

    assertThat(as(bob).get(path).number("thread.reply_count")).isEqualTo(1);
    assertThat(as(bob).get(path).text("thread.last_reply_at")).isEqualTo(first.text("created_at"));
    as(bob).delete("/v1/messages/" + first.text("id")).expect(204);
    assertThat(as(bob).get(path).number("thread.reply_count")).isZero();
    assertThat(as(bob).get(path).at("thread.last_reply_at").isNull()).isTrue();
  }

  @Test
  void manyWhoAnswerAndDeleteAtOnceAreCountedRightly() throws Exception {
    List<Person> people = List.of(ada, bob, ada, bob, ada, bob);
    Together.times(
        people.size(),
        i -> {
          for (int n = 0; n < 6; n++) {
            String id = as(people.get(i)).reply(room, said, "x").expect(201).text("id");
            if (n % 2 == 0) {
              as(people.get(i)).delete("/v1/messages/" + id).expect(204);
            }
          }
          return i;
        });

    assertThat(as(ada).get("/v1/messages/" + said).number("thread.reply_count")).isEqualTo(18);
  }

  @Test
  void aThreadIsReadLikeAConversation() {
    String other = as(bob).write(room, "something else").expect(201).text("id");
    for (int i = 0; i < 5; i++) {
      as(bob).reply(room, said, "reply " + i).expect(201);
      as(bob).reply(room, other, "elsewhere").expect(201);
    }
    String path = "/v1/messages/" + said + "/replies";

    Answer newest = as(ada).get(path + "?limit=2").expect(200);

    assertThat(newest.texts("content")).containsExactly("reply 3", "reply 4");
    assertThat(newest.at("has_before").getBooleanValue()).isTrue();
    assertThat(newest.at("has_after").getBooleanValue()).isFalse();
    Answer before = as(ada).get(path + "?limit=2&cursor=" + newest.text("next_cursor")).expect(200);
    assertThat(before.texts("content")).containsExactly("reply 1", "reply 2");
    String third = newest.text("items.0.id");
    assertThat(as(ada).get(path + "?limit=2&around=" + third).expect(200).texts("content"))
        .containsExactly("reply 2", "reply 3");
    assertThat(
            as(ada).pages(path + "?limit=2&after=0").stream()
                .flatMap(page -> page.texts("content").stream()))
        .containsExactly("reply 0", "reply 1", "reply 2", "reply 3", "reply 4");
    as(bob).delete("/v1/messages/" + third).expect(204);
    Answer all = as(ada).get(path).expect(200);
    assertThat(all.items()).hasSize(5);
    assertThat(all.at("items.3.content").isNull()).isTrue();
    assertThat(as(ada).get(path + "?around=" + other).status()).isEqualTo(404);
    assertThat(as(ada).get("/v1/messages/" + third + "/replies").expect(200).items()).isEmpty();
    assertThat(as(ada).get(path + "?before=1&after=1").status()).isEqualTo(422);
  }

  @Test
  void aDeletedMessageIsGoneFromTheAnswersToIt() throws SQLException {
    String secret = as(ada).write(room, "my secret").expect(201).text("id");
    Answer reply = as(bob).reply(room, secret, "oh").expect(201);
    assertThat(reply.text("reply_to.excerpt")).isEqualTo("my secret");

    as(ada).delete("/v1/messages/" + secret).expect(204);

    assertThat(database.rowsWith("my secret")).isZero();
    for (String path :
        List.of(
            Rest.messages(room),
            "/v1/messages/" + reply.text("id"),
            "/v1/messages/" + secret + "/replies",
            "/v1/conversations/" + room,
            "/v1/conversations/" + room + "/events")) {
      assertThat(as(bob).get(path).expect(200).body()).doesNotContain("my secret");
    }
    Answer now = as(bob).get("/v1/messages/" + reply.text("id"));
    assertThat(now.at("reply_to.excerpt").isNull()).isTrue();
    assertThat(now.at("reply_to.deleted").getBooleanValue()).isTrue();
    assertThat(now.text("reply_to.id")).isEqualTo(secret);
    as(bob).reply(room, secret, "what was it?").expect(201);
  }

  /// Takes a deletion that has begun and not yet committed when the reply comes: without the lock
  /// on its row the reply would bring the text to everybody once more.
  @Test
  void aReplyThatWaitedForADeletionDoesNotTellTheText() throws Exception {
    try (Heard heard = new Heard(RunningApi.redis().uri());
        Connection deletion = database.connect();
        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      deletion.setAutoCommit(false);
      Database.change(
          deletion, "update conversations set last_seq = last_seq where id = '" + room + "'");
      Future<Answer> send = sender.submit(() -> as(bob).reply(room, said, "indeed"));
      database.awaitSomebodyWaitingForALock();
      Database.change(
          deletion,
          "update messages set content = null, deleted_at = now() where id = '" + said + "'");
      deletion.commit();

      Answer reply = send.get().expect(201);

      assertThat(reply.at("reply_to.excerpt").isNull()).isTrue();
      assertThat(reply.at("reply_to.deleted").getBooleanValue()).isTrue();
      assertThat(heard.on("parley:c:" + room, 1).getFirst().json()).doesNotContain("\"said\"");
    }
  }

  @Test
  void whatIHideIsHiddenFromMeInTheAnswersToo() {
    String reply = as(ada).reply(room, said, "indeed").expect(201).text("id");
    as(bob).delete("/v1/messages/" + said + "?for=me").expect(204);

    Answer mine = as(bob).get("/v1/messages/" + reply).expect(200);

    assertThat(mine.at("reply_to.excerpt").isNull()).isTrue();
    assertThat(as(bob).get("/v1/messages/" + said + "/replies").status()).isEqualTo(404);
    assertThat(as(ada).get("/v1/messages/" + reply).text("reply_to.excerpt")).isEqualTo("said");
    assertThat(as(bob).reply(room, said, "x").status()).isEqualTo(422);
  }

  /// What its editor has hidden, the others have not.
  @Test
  void theFrameOfAnEditIsForEverybody() {
    String reply = as(bob).reply(room, said, "indeed").expect(201).text("id");
    as(bob).delete("/v1/messages/" + said + "?for=me").expect(204);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Answer edited = as(bob).edit(reply, "really").expect(200);

      assertThat(edited.at("reply_to.excerpt").isNull()).isTrue();
      assertThat(heard.on("parley:c:" + room, 1).getFirst().json())
          .contains("\"excerpt\":\"said\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "foreign", "elsewhere", "system"})
  void whatIsNotThereCanNotBeAnswered(String kind) {
    String answered =
        switch (kind) {
          case "unknown" -> "019aa0c0-0000-7000-8000-000000000000";
          case "foreign" -> as(ada).write(as(ada).group(), "mine").expect(201).text("id");
          case "elsewhere" -> as(bob).write(as(bob).group(), "other").expect(201).text("id");
          case "system" -> as(bob).get(Rest.messages(room)).text("items.0.id");
          default -> throw new IllegalArgumentException(kind);
        };

    Answer refused = as(bob).reply(room, answered, "indeed");

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("validation_failed");
    assertThat(refused.text("errors.0.field")).isEqualTo("reply_to");
    assertThat(as(ada).get("/v1/conversations/" + room).number("last_seq")).isEqualTo(2);
  }

  @Test
  void aRepeatedReplyIsAnsweredWithTheFirst() {
    String body =
        "{\"content\": \"indeed\", \"reply_to\": \"%s\", \"client_id\": \"c\"}".formatted(said);
    Answer first = as(bob).post(Rest.messages(room), body).expect(201);

    Answer again = as(bob).post(Rest.messages(room), body).expect(200);

    assertThat(again.whole()).isEqualTo(first.whole());
    assertThat(as(bob).get("/v1/messages/" + said).number("thread.reply_count")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "system", "nonsense", "TEXT"})
  void withoutAnAttachmentAMessageIsAText(String type) {
    Answer refused =
        as(ada).post(Rest.messages(room), "{\"content\": \"x\", \"type\": \"" + type + "\"}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("errors.0.field")).isEqualTo("type");
    as(ada)
        .post(Rest.messages(room), "{\"content\": \"x\", \"type\": \"text\", \"reply_to\": null}")
        .expect(201);
    assertThat(as(ada).post(Rest.messages(room), "{\"content\": \"x\", \"type\": 5}").status())
        .isEqualTo(400);
    assertThat(as(ada).reply(room, "not-an-id", "x").status()).isEqualTo(400);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
