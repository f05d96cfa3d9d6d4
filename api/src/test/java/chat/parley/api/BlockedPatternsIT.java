package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Texts that the operator doesn't want.
class BlockedPatternsIT {
  private static Map<String, Object> settings;
  private static RunningApi api;
  private static RunningApi open;
  private static Person ada;
  private String room = "";

  @BeforeAll
  static void start() {
    Database database = Database.fresh();
    settings =
        new HashMap<>(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.moderation.blocked-patterns[0]",
                "(?i)\\bspam\\b",
                "parley.moderation.blocked-patterns[1]",
                "(a+)+$"));
    api = RunningApi.with(settings);
    open = RunningApi.on(database);
    ada = api.rest().register("ada");
  }

  @AfterAll
  static void stop() {
    open.close();
    api.close();
  }

  @BeforeEach
  void open() {
    room = as(api).group();
  }

  @Test
  void suchATextIsNeitherSentNorEditedInNorForwarded() {
    String said = as(api).write(room, "no spammer here").expect(201).text("id");
    String other = as(open).write(room, "SPAM!").expect(201).text("id");

    assertRejected(as(api).write(room, "Buy SPAM!"));
    assertRejected(as(api).edit(said, "spam"));
    assertRejected(
        as(api)
            .post(
                "/v1/messages/" + other + "/forward",
                "{\"conversation_ids\": [\"" + room + "\"]}"));
    assertThat(as(api).get("/v1/conversations/" + room).number("last_seq")).isEqualTo(3);
  }

  @Test
  void aRepeatedSendIsAnsweredAsBefore() {
    String body = "{\"content\": \"spam\", \"client_id\": \"c\"}";
    assertRejected(as(api).post(Rest.messages(room), body));
    Answer first = as(open).post(Rest.messages(room), body).expect(201);

    Answer again = as(api).post(Rest.messages(room), body).expect(200);

    assertThat(again.whole()).isEqualTo(first.whole());
  }

  @Test
  void noTextTakesLong() {
    as(api).write(room, "a".repeat(3_999) + "!").expect(201);
  }

  @Test
  void anApiWithAPatternThatIsNoneDoesNotStart() {
    Map<String, Object> broken = new HashMap<>(settings);
    broken.put("parley.moderation.blocked-patterns[0]", "(");

    assertThatThrownBy(() -> RunningApi.with(broken).close())
        .hasStackTraceContaining(
            "parley.moderation.blocked-patterns: '(' is no regular expression");
  }

  private static void assertRejected(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("content_rejected");
  }

  private static Rest as(RunningApi where) {
    return where.rest().as(ada);
  }
}
