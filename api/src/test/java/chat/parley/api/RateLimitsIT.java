package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.gateway.ServiceCredential;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How often somebody may do something, through two apis that count together.
class RateLimitsIT {
  private static Database database;
  private static RunningApi one;
  private static RunningApi two;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.with(limited(Map.of()));
    two = RunningApi.with(limited(Map.of()));
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  /// Longer spans than the defaults, so that a slow machine makes no difference.
  private static Map<String, Object> limited(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.rate-limits.enabled",
                true,
                "parley.rate-limits.messages",
                List.of("5/1m", "100/1h"),
                "parley.trusted-proxies",
                "127.0.0.1",
                // Whatever Redis does on a busy machine: only when it is away is it away.
                "parley.rate-limits.redis-timeout",
                "2s"));
    settings.putAll(more);
    return settings;
  }

  @Test
  void theSixthMessageIsRefusedThroughWhicheverApiAndToldWhenToComeAgain() {
    Rest ada = newcomer();
    String room = ada.group();
    for (int i = 0; i < 5; i++) {
      Answer sent = ada.at(i % 2 == 0 ? one : two).write(room, "text").expect(201);
      assertThat(sent.header("RateLimit"))
          .get()
          .asString()
          .startsWith("\"messages-60s\";r=%d;t=".formatted(4 - i))
          .contains(", \"messages-3600s\";r=%d;t=".formatted(99 - i));
      assertThat(sent.header("Retry-After")).isEmpty();
    }

    for (RunningApi api : List.of(one, two)) {
      Answer refused = ada.at(api).write(room, "one too many");

      assertThat(refused.status()).as("%s", refused).isEqualTo(429);
      assertThat(refused.text("code")).isEqualTo("rate_limited");
      assertThat(refused.text("type")).isEqualTo("/problems/rate_limited");
      assertThat(refused.text("trace_id")).isEqualTo(refused.header("X-Request-Id").orElseThrow());
      assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(refused.header("RateLimit-Policy"))
          .hasValue("\"messages-60s\";q=5;w=60, \"messages-3600s\";q=100;w=3600");
      assertThat(refused.header("RateLimit"))
          .get()
          .asString()
          .matches("\"messages-60s\";r=0;t=\\d+, \"messages-3600s\";r=95;t=\\d+");
    }
  }

  @Test
  void ofTwentyAtOnceFivePassAndTheOthersAreNotWritten() throws Exception {
    Rest ada = newcomer();
    String room = ada.group();

    List<Integer> statuses =
        Together.times(
            20, i -> ada.at(i % 2 == 0 ? one : two).write(room, "message " + i).status());

    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
    assertThat(statuses.stream().filter(status -> status == 429)).hasSize(15);
    assertThat(messagesIn(room)).isEqualTo(5);
  }

  @Test
  void repetitionsCostNothingAndAreAnsweredAlsoToWhoMaySendNothingNew() throws Exception {
    Rest ada = newcomer();
    String room = ada.group();
    Answer first = send(ada, room, "first").expect(201);
    for (int i = 0; i < 10; i++) {
      Answer again = send(ada.at(two), room, "first").expect(200);
      assertThat(again.header("RateLimit")).isEmpty();
    }
    for (String id : List.of("2", "3", "4", "5")) {
      send(ada, room, id).expect(201);
    }
    send(ada, room, "6").expect(429);

    List<Answer> again = Together.times(8, i -> send(ada, room, "first"));

    assertThat(again).extracting(Answer::status).containsOnly(200);
    assertThat(again).extracting(Answer::whole).containsOnly(first.whole());
    assertThat(messagesIn(room)).isEqualTo(5);
  }

  @Test
  void whoIsRemovedIsNotAnsweredWithWhatTheySentBefore() {
    Rest ada = newcomer();
    Person bob = one.rest().register("bob");
    Rest asBob = one.rest().as(bob);
    String room = ada.group(bob);
    for (int i = 0; i < 5; i++) {
      send(asBob, room, "m" + i).expect(201);
    }
    ada.delete("/v1/conversations/" + room + "/participants/" + bob.id()).expect(204);

    send(asBob, room, "m0").expect(429);
  }

  @Test
  void whatIsRefusedCostsNothing() {
    Rest ada = newcomer();
    String room = ada.group();
    String foreign = newcomer().group();
    for (int i = 0; i < 6; i++) {
      ada.write(foreign, "not yours").expect(404);
      ada.write(room, " ").expect(422);
      ada.post(Rest.messages(room), "{").expect(400);
    }
    for (int i = 0; i < 5; i++) {
      ada.at(two).write(room, "mine").expect(201);
    }
    ada.write(room, "one too many").expect(429);
  }

  @Test
  void whatIsSentBySocketCountsForItsUser() {
    Person bob = one.rest().register("bob");
    Rest asBob = one.rest().as(bob);
    String room = asBob.group();
    for (int i = 0; i < 3; i++) {
      bySocket(bob, room).expect(201);
    }
    asBob.write(room, "by REST").expect(201);
    asBob.write(room, "by REST").expect(201);

    bySocket(bob, room).expect(429);
    asBob.write(room, "by REST").expect(429);
  }

  @Test
  void tenConversationsAnHourAndThoseThatAreThereCostNothing() {
    Rest ada = newcomer();
    Person bob = one.rest().register("bob");
    String direct = ada.direct(bob).expect(201).text("id");
    for (int i = 0; i < 9; i++) {
      ada.at(i % 2 == 0 ? one : two).group();
      assertThat(ada.direct(bob).expect(200).text("id")).isEqualTo(direct);
    }

    Answer refused = ada.post("/v1/conversations", "{\"name\": \"x\", \"participant_ids\": []}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(429);
    assertThat(refused.header("RateLimit-Policy")).hasValue("\"conversations-3600s\";q=10;w=3600");
    assertThat(ada.direct(bob).expect(200).text("id")).isEqualTo(direct);
    ada.direct(one.rest().register("carol")).expect(429);
  }

  @Test
  void tenLoginsAMinuteForANameRightOrWrongFromWhereverTheyCome() {
    Person ada = one.rest().register("ada");
    for (int i = 0; i < 10; i++) {
      Answer tried = logIn(i % 2 == 0 ? one : two, ada.username(), i % 3 == 0, "192.0.2." + i);
      assertThat(tried.status()).as("%s", tried).isEqualTo(i % 3 == 0 ? 200 : 401);
    }

    for (String name : List.of(ada.username(), ada.username().toUpperCase(Locale.ROOT))) {
      Answer refused = logIn(one, name, true, "192.0.2.99");
      assertThat(refused.status()).as("%s", refused).isEqualTo(429);
      assertThat(refused.text("code")).isEqualTo("rate_limited");
      assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 60);
    }
    Person bob = one.rest().register("bob");
    logIn(one, bob.username(), true, "192.0.2.99").expect(200);
  }

  @Test
  void tenLoginsAMinuteFromAnAddressForWhomeverTheyAre() {
    for (int i = 0; i < 10; i++) {
      logIn(one, "nobody" + i, false, "198.51.100.1").expect(401);
    }
    Person ada = one.rest().register("ada");

    logIn(two, ada.username(), true, "198.51.100.1").expect(429);
    // What the address was refused has not used up the name.
    for (int i = 0; i < 10; i++) {
      logIn(one, ada.username(), true, "198.51.100.1").expect(429);
    }
    logIn(two, ada.username(), true, "198.51.100.2").expect(200);
  }

  @Test
  void mailsArePerAddressTheyGoToAndPerAddressTheyAreAskedFrom() {
    for (int i = 0; i < 5; i++) {
      reset("Ada@example.org", "192.0.2." + i).expect(202);
    }
    reset("ada@example.org", "192.0.2.77").expect(429);
    reset("bob@example.org", "192.0.2.77").expect(202);
  }

  @Test
  void aPasswordIsNotFoundOutByAskingForItsChange() {
    Rest ada = newcomer();
    String wrong =
        "{\"current_password\": \"a guess of mine\", \"new_password\": \"battery correct\"}";
    for (int i = 0; i < 10; i++) {
      ada.post("/v1/auth/password", wrong).expect(403);
    }
    ada.post("/v1/auth/password", wrong).expect(429);
    ada.delete("/v1/users/me", "{\"password\": \"a guess of mine\"}").expect(429);
  }

  @Test
  void whoIsReadingIsNotLimited() {
    Rest ada = newcomer();
    for (int i = 0; i < 50; i++) {
      ada.get("/v1/users/me").expect(200);
    }
  }

  private static Answer logIn(RunningApi api, String name, boolean right, String from) {
    return from(
        api,
        "/v1/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\"}"
            .formatted(name, right ? Login.PASSWORD : "a guess"),
        from);
  }

  private static Answer reset(String email, String from) {
    return from(one, "/v1/auth/password-reset", "{\"email\": \"%s\"}".formatted(email), from);
  }

  private static Answer from(RunningApi api, String path, String body, String address) {
    Rest rest = api.rest();
    return rest.send(
        rest.request(path)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", address)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aClassThatIsOffIsNotCounted() {
    try (RunningApi api = RunningApi.with(limited(Map.of("parley.rate-limits.messages", "off")))) {
      Rest ada = api.rest().as(api.rest().register("ada"));
      String room = ada.group();
      for (int i = 0; i < 12; i++) {
        assertThat(ada.write(room, "text").expect(201).header("RateLimit")).isEmpty();
      }
    }
  }

  private static Rest newcomer() {
    return one.rest().as(one.rest().register("newcomer"));
  }

  private static Answer send(Rest who, String room, String clientId) {
    return who.post(
        Rest.messages(room), "{\"content\": \"x\", \"client_id\": \"%s\"}".formatted(clientId));
  }

  private static Answer bySocket(Person who, String room) {
    Rest push = two.rest();
    return push.send(
        push.request(Rest.messages(room))
            .header(ServiceCredential.HEADER, RunningApi.SERVICE_CREDENTIAL)
            .header(ServiceCredential.ON_BEHALF_OF, who.id() + "/" + who.session())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"content\": \"by socket\"}")));
  }

  private static long messagesIn(String room) throws SQLException {
    return database.number(
        "select count(*) from messages where sender_id is not null and conversation_id = '%s'"
            .formatted(room));
  }
}
