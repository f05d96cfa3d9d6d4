package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One's devices, and logging out of them.
class SessionsIT {
  private static final String LOGOUT = "/v1/auth/logout";
  private static final String LOGOUT_ALL = "/v1/auth/logout-all";
  private static final String SESSIONS = "/v1/auth/sessions";
  private static final String PASSWORD = "/v1/auth/password";
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Person eve;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
    eve = nobody.register("eve");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void loggingOutEndsThisSessionAtOnceAndNoOther() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();

    Answer answer = nobody.as(phone).send(nobody.as(phone).request(LOGOUT).POST(empty()));

    assertThat(answer.status()).as("%s", answer).isEqualTo(204);
    assertRevoked(phone);
    nobody.as(ada).get(ME).expect(200);
    nobody.as(eve).get(ME).expect(200);
  }

  @Test
  void whoeverHasOnlyARefreshTokenLogsOutWithIt() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    String body = "{\"refresh_token\": \"" + phone.refreshToken() + "\"}";

    nobody.post(LOGOUT, body).expect(204);

    assertRevoked(phone.person());
    nobody.as(ada).get(ME).expect(200);
    nobody.post(LOGOUT, body).expect(204);
  }

  @Test
  void anAccessTokenThatIsOverDoesNotKeepTheRefreshTokenFromLoggingOut() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);

    nobody
        .withToken("e30.e30.e30")
        .post(LOGOUT, "{\"refresh_token\": \"" + phone.refreshToken() + "\"}")
        .expect(204);

    assertRevoked(phone.person());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"refresh_token\": null}", "{\"refresh_token\": \"wrong\"}"})
  void nobodyLogsOutWithoutEither(String body) {
    Answer answer = nobody.post(LOGOUT, body);

    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer realm=\"parley\"");
  }

  @Test
  void anExpiredRefreshTokenLogsNobodyOut() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    database.change(
        "update refresh_tokens set expires_at = now() where session_id = '%s'"
            .formatted(phone.session()));

    nobody.post(LOGOUT, "{\"refresh_token\": \"" + phone.refreshToken() + "\"}").expect(401);

    nobody.as(phone.person()).get(ME).expect(200);
  }

  @Test
  void loggingOutEverywhereEndsAllOnesOwnSessions() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();
    Person tablet = Login.of(nobody, ada).person();

    nobody.as(phone).post(LOGOUT_ALL, "").expect(204);

    assertThat(List.of(ada, phone, tablet)).allSatisfy(SessionsIT::assertRevoked);
    nobody.as(eve).get(ME).expect(200);
    nobody.as(Login.of(nobody, ada).person()).get(ME).expect(200);
  }

  @Test
  void theListHasOnesOwnLiveSessionsTheNewestFirst() throws SQLException {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();
    Person lost = Login.of(nobody, ada).person();
    Person old = Login.of(nobody, ada).person();
    nobody.as(lost).post(LOGOUT, "").expect(204);
    database.change(
        "update refresh_tokens set expires_at = now() where session_id = '%s'"
            .formatted(old.session()));

    Answer answer = nobody.as(phone).get(SESSIONS).expect(200);

    assertThat(answer.texts("id")).containsExactly(phone.session(), ada.session());
    assertThat(answer.texts("current")).containsExactly("true", "false");
    assertThat(answer.texts("device_name")).containsExactly("One more", "null");
    assertThat(answer.at("next_cursor").isNull()).isTrue();
    assertThat(answer.members("items.0"))
        .containsExactlyInAnyOrder(
            "id", "device_name", "user_agent", "ip", "created_at", "last_used_at", "current");
    assertThat(answer.text("items.0.ip")).isEqualTo("127.0.0.1");
  }

  @Test
  void theListComesInPages() {
    Person ada = nobody.register("ada");
    List<String> all =
        Stream.concat(
                Stream.of(ada.session()),
                Stream.generate(() -> Login.of(nobody, ada).session()).limit(4))
            .toList();

    List<Answer> pages = nobody.as(ada).pages(SESSIONS + "?limit=2");

    assertThat(pages.stream().map(page -> page.items().size())).containsExactly(2, 2, 1);
    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactlyElementsOf(all.reversed());
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, 422",
    "?limit=101, 422",
    "?cursor=x, 400",
    "?cursor=%25, 400",
    "?cursor=c35u, 400",
    "?cursor=ZX4wMTlhYTBjMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA, 400"
  })
  void aPageThatIsNotRight(String query, int status) {
    nobody.as(eve).get(SESSIONS + query).expect(status);
  }

  @Test
  void oneRevokesAnotherOfOnesSessions() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();

    delete(ada, phone.session()).expect(204);
    delete(ada, phone.session()).expect(204);

    assertRevoked(phone);
    nobody.as(ada).get(ME).expect(200);
  }

  @Test
  void nobodyRevokesWhatIsNotTheirs() {
    Person ada = nobody.register("ada");

    Answer others = delete(eve, ada.session());
    Answer none = delete(eve, "019aa0c0-0000-7000-8000-000000000000");
    Answer malformed = delete(eve, "all");

    assertThat(List.of(others, none, malformed)).extracting(Answer::status).containsOnly(404);
    assertThat(others.text("detail")).isEqualTo(none.text("detail"));
    nobody.as(ada).get(ME).expect(200);
  }

  @Test
  void aNewPasswordEndsEveryOtherSession() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();

    change(ada, Login.PASSWORD, "battery horse correct").expect(204);

    assertRevoked(phone);
    nobody.as(ada).get(ME).expect(200);
    Login.tried(nobody, ada, Login.PASSWORD).expect(401);
    Login.of(nobody, ada, "battery horse correct");
  }

  @Test
  void aWrongPasswordChangesNothing() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();

    Answer refused = change(ada, "a guess", "battery horse correct");

    assertThat(refused.status()).as("%s", refused).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("invalid_credentials");
    nobody.as(phone).get(ME).expect(200);
    Login.of(nobody, ada);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"current_password\": \"correct horse battery\"}",
        "{\"new_password\": \"battery horse correct\"}",
        "{\"current_password\": \"correct horse battery\", \"new_password\": \"short\"}"
      })
  void aNewPasswordHasToBeGood(String body) {
    Answer refused = nobody.as(eve).post(PASSWORD, body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("validation_failed");
  }

  @Test
  void ofTwoNewPasswordsAtOnceOneIsTaken() throws Exception {
    Person ada = nobody.register("ada");

    List<Answer> answers =
        Together.times(2, i -> change(ada, Login.PASSWORD, "the new password " + i));

    assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(204, 403);
    int winner = answers.getFirst().status() == 204 ? 0 : 1;
    Login.of(nobody, ada, "the new password " + winner);
    Login.tried(nobody, ada, "the new password " + (1 - winner)).expect(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGOUT_ALL, PASSWORD, SESSIONS, LOGOUT})
  void aSessionThatHasEndedDoesNothingMore(String path) {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();
    nobody.as(phone).post(LOGOUT, "").expect(204);
    String body =
        path.equals(PASSWORD)
            ? "{\"current_password\": \"correct horse battery\", \"new_password\": \"12345678\"}"
            : "";

    Answer refused =
        path.equals(SESSIONS) ? nobody.as(phone).get(path) : nobody.as(phone).post(path, body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("session_revoked");
    nobody.as(ada).get(ME).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGOUT_ALL, PASSWORD})
  void nobodyEndsSessionsWithoutAToken(String path) {
    nobody.post(path, "{}").expect(401);
    nobody.get(SESSIONS).expect(401);
    nobody.send(nobody.request(SESSIONS + "/" + eve.session()).DELETE()).expect(401);
    nobody.as(eve).get(ME).expect(200);
  }

  /// The socket's tier hears of each session that ended, once.
  @Test
  void eachEndIsPublishedWithItsReason() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Person ada = nobody.register("ada");
      Person loggedOut = Login.of(nobody, ada).person();
      Person revoked = Login.of(nobody, ada).person();
      Person other = Login.of(nobody, ada).person();
      nobody.as(loggedOut).post(LOGOUT, "").expect(204);
      delete(ada, revoked.session()).expect(204);
      delete(ada, revoked.session()).expect(204);
      change(ada, Login.PASSWORD, "battery horse correct").expect(204);
      nobody.as(ada).post(LOGOUT_ALL, "").expect(204);

      List<Heard.Message> messages = heard.on("parley:u:" + ada.id(), 4);

      assertThat(messages)
          .extracting(message -> message.envelope().kind())
          .containsOnly(Envelope.Kind.REVOKED);
      assertThat(messages)
          .extracting(message -> message.envelope().subject() + " " + message.json())
          .containsExactly(
              news(loggedOut, "logout"),
              news(revoked, "revoked"),
              news(other, "password_changed"),
              news(ada, "logout_all"));
    }
  }

  @Test
  void twoLogoutsAtOnceBothSucceedAndAreToldOnce() throws Exception {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Person ada = nobody.register("ada");
      Login phone = Login.of(nobody, ada);

      List<Answer> answers =
          Together.times(
              6, i -> nobody.post(LOGOUT, "{\"refresh_token\": \"" + phone.refreshToken() + "\"}"));
      nobody.as(ada).post(LOGOUT, "").expect(204);

      assertThat(answers).extracting(Answer::status).containsOnly(204);
      assertThat(heard.on("parley:u:" + ada.id(), 2))
          .extracting(message -> message.envelope().subject().toString())
          .containsExactly(phone.session(), ada.session());
    }
  }

  @Test
  void loggingOutEverywhereTwiceAtOnceTellsEachSessionOnce() throws Exception {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Person ada = nobody.register("ada");
      List<Person> devices =
          Stream.generate(() -> Login.of(nobody, ada).person()).limit(5).toList();

      List<Answer> answers = Together.times(5, i -> nobody.as(devices.get(i)).post(LOGOUT_ALL, ""));
      Person last = Login.of(nobody, ada).person();
      nobody.as(last).post(LOGOUT, "").expect(204);

      assertThat(answers).extracting(Answer::status).isSubsetOf(204, 401).contains(204);
      assertThat(heard.on("parley:u:" + ada.id(), 7))
          .extracting(message -> message.envelope().subject())
          .hasSize(7)
          .doesNotHaveDuplicates()
          .last()
          .isEqualTo(UUID.fromString(last.session()));
    }
  }

  private static String news(Person person, String reason) {
    return "%s {\"type\":\"session.revoked\",\"data\":{\"reason\":\"%s\"}}"
        .formatted(person.session(), reason);
  }

  private static void assertRevoked(Person person) {
    Answer refused = nobody.as(person).get(ME);
    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("session_revoked");
    assertThat(refused.header("WWW-Authenticate"))
        .hasValue("Bearer realm=\"parley\", error=\"invalid_token\"");
  }

  private static Answer delete(Person person, String session) {
    Rest rest = nobody.as(person);
    return rest.send(rest.request(SESSIONS + "/" + session).DELETE());
  }

  private static Answer change(Person person, String current, String wanted) {
    return nobody
        .as(person)
        .post(
            PASSWORD,
            "{\"current_password\": \"%s\", \"new_password\": \"%s\"}".formatted(current, wanted));
  }

  private static BodyPublisher empty() {
    return BodyPublishers.noBody();
  }
}
