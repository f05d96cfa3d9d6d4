package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Staying logged in: each refresh token works once.
class RefreshIT {
  private static final String REFRESH = "/v1/auth/refresh";
  private static final String LOGOUT = "/v1/auth/logout";
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aRefreshTokenBringsANewPairForTheSameSession() {
    Person ada = nobody.register("ada");
    Answer login = Login.tried(nobody, ada, Login.PASSWORD).expect(200);

    Answer refreshed = refresh(login.text("refresh_token")).expect(200);

    assertThat(Answer.members(refreshed.whole())).isEqualTo(Answer.members(login.whole()));
    assertThat(refreshed.at("user")).isEqualTo(login.at("user"));
    assertThat(refreshed.text("session_id")).isEqualTo(login.text("session_id"));
    assertThat(refreshed.text("token_type")).isEqualTo("bearer");
    assertThat(refreshed.number("expires_in")).isEqualTo(900);
    assertThat(refreshed.text("refresh_token")).isNotEqualTo(login.text("refresh_token"));
    for (Answer pair : List.of(login, refreshed)) {
      nobody.withToken(pair.text("access_token")).get(ME).expect(200);
    }
    refresh(refreshed.text("refresh_token")).expect(200);
  }

  @Test
  void aSpentTokenThatComesBackEndsTheWholeSessionAndNoOther() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String second = next(phone.refreshToken());
      String third = next(second);
      age(phone, "11 s");

      assertOver(refresh(phone.refreshToken()));

      assertOver(nobody.as(phone.person()).get(ME));
      assertOver(refresh(third));
      assertOver(refresh(second));
      assertThat(heard.on("parley:u:" + ada.id(), 1))
          .extracting(message -> message.envelope().subject() + " " + message.json())
          .containsExactly(
              phone.session() + " {\"type\":\"session.revoked\",\"data\":{\"reason\":\"reuse\"}}");
    }
    nobody.as(ada).get(ME).expect(200);
  }

  @Test
  void whoLostTheAnswerIsGivenItAgain() {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = next(phone.refreshToken());

    Answer again = refresh(phone.refreshToken()).expect(200);

    assertThat(again.text("refresh_token")).isEqualTo(second);
    nobody.withToken(again.text("access_token")).get(ME).expect(200);
    String third = next(second);
    assertThat(next(phone.refreshToken())).as("also when it went on meanwhile").isEqualTo(second);
    assertThat(next(second)).isEqualTo(third);
    refresh(third).expect(200);
  }

  @Test
  void somebodyElseIsGivenNothingAgain() {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = next(phone.refreshToken());

    assertOver(refresh(phone.refreshToken(), "somebody else"));

    assertOver(refresh(second));
    assertOver(nobody.as(phone.person()).get(ME));
  }

  @Test
  void ofFiftyAtOnceEachHasTheSameSuccessor() throws Exception {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      List<Answer> answers = Together.times(50, i -> refresh(phone.refreshToken()));

      assertThat(answers).extracting(Answer::status).containsOnly(200);
      assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct())
          .hasSize(1);
      assertThat(tokensOf(phone)).isEqualTo(2);
      for (Answer answer : answers) {
        nobody.withToken(answer.text("access_token")).get(ME).expect(200);
      }
      String third = next(answers.getFirst().text("refresh_token"));
      age(phone, "11 s");

      List<Answer> late = Together.times(50, i -> refresh(phone.refreshToken()));

      assertThat(late).allSatisfy(RefreshIT::assertOver);
      assertOver(refresh(third));
      nobody.as(ada).post(LOGOUT, "").expect(204);
      assertThat(heard.on("parley:u:" + ada.id(), 2))
          .as("told once")
          .extracting(message -> message.envelope().subject().toString())
          .containsExactly(phone.session(), ada.session());
    }
  }

  @Test
  void twoApisAgreeOnTheSuccessor() throws Exception {
    try (RunningApi other = RunningApi.on(database)) {
      Login phone = Login.of(nobody, nobody.register("ada"));
      List<Rest> both = List.of(nobody, other.rest());

      List<String> successors =
          Together.times(
              20,
              i ->
                  refresh(both.get(i % 2), phone.refreshToken(), "a phone")
                      .expect(200)
                      .text("refresh_token"));

      assertThat(successors.stream().distinct()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"refresh_token\": \"wrong\"} | 401 | unauthenticated",
        "{\"refresh_token\": \"\"} | 401 | unauthenticated",
        "{\"refresh_token\": \"' or ''='\"} | 401 | unauthenticated",
        "{\"refresh_token\": null} | 422 | validation_failed",
        "{} | 422 | validation_failed",
        "{\"refresh_token\": 5} | 400 | malformed_request",
        "{\"refresh_token\": \"a\\u0000b\"} | 400 | malformed_request",
        "[] | 400 | malformed_request",
      })
  void whatIsNoRefreshToken(String body, int status, String code) {
    Answer refused = nobody.post(REFRESH, body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(status);
    assertThat(refused.text("code")).isEqualTo(code);
    assertThat(refused.header("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
  }

  @Test
  void anAccessTokenIsNoRefreshTokenAndNoneIsNeeded() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);

    refresh(ada.token().substring(0, 100)).expect(401);
    refresh(nobody.withToken("e30.e30.e30"), phone.refreshToken(), "a phone").expect(200);
  }

  @Test
  void aTokenThatIsOverDoesNothingSpentOrNot() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = next(phone.refreshToken());
    age(phone, "31 d");

    for (String token : List.of(phone.refreshToken(), second)) {
      assertThat(refresh(token).expect(401).text("code")).isEqualTo("unauthenticated");
    }
    nobody.as(phone.person()).get(ME).expect(200);
  }

  @Test
  void aSuspendedAccountIsNotRefreshedUntilItIsRestored() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    Login stolen = Login.of(nobody, ada);
    next(stolen.refreshToken());
    age(stolen, "11 s");
    suspend(ada, "'infinity'");

    Answer refused = refresh(phone.refreshToken()).expect(401);
    assertThat(refused.text("code")).isEqualTo("account_suspended");
    assertOver(refresh(stolen.refreshToken()));

    suspend(ada, "null");
    refresh(phone.refreshToken()).expect(200);
    assertOver(refresh(stolen.refreshToken()));
  }

  @Test
  void aDeletedAccountIsNotRefreshed() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    database.change("update accounts set deleted_at = now() where id = '" + ada.id() + "'");

    assertOver(refresh(phone.refreshToken()));
  }

  @Test
  void anyTokenOfASessionLogsItOutAlsoTwice() {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = next(phone.refreshToken());
    String third = next(second);

    for (String token : List.of(phone.refreshToken(), second, third, third)) {
      nobody.post(LOGOUT, "{\"refresh_token\": \"" + token + "\"}").expect(204);
    }

    assertOver(refresh(third));
    assertOver(nobody.as(phone.person()).get(ME));
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGOUT, "/v1/auth/logout-all", "/v1/auth/password", "suspension"})
  void noTokenOutlivesWhatEndsItWhileItIsRefreshed(String end) throws Exception {
    Person ada = nobody.register("ada");
    for (int round = 0; round < 10; round++) {
      Login phone = Login.of(nobody, ada, end.contains("password") ? password(round) : password(0));
      Login other = Login.of(nobody, ada, end.contains("password") ? password(round) : password(0));
      int next = round + 1;

      List<Answer> answers =
          Together.times(
              3, i -> i == 0 ? end(end, ada, phone, other, next) : refresh(phone.refreshToken()));

      assertThat(answers.getFirst().status()).isBetween(200, 204);
      List<String> successors =
          answers.stream().skip(1).filter(each -> each.status() == 200).map(RefreshIT::of).toList();
      refresh(phone.refreshToken()).expect(401);
      successors.forEach(token -> refresh(token).expect(401));
      for (Answer answer : answers.subList(1, 3)) {
        if (answer.status() != 200) {
          answer.expect(401);
        } else if (!end.equals("suspension")) {
          nobody.withToken(answer.text("access_token")).get(ME).expect(401);
        }
      }
      if (end.equals("suspension")) {
        suspend(ada, "null");
      }
    }
  }

  private static Answer end(String how, Person ada, Login phone, Login other, int round) {
    if (how.equals("suspension")) {
      try {
        suspend(ada, "'infinity'");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return nobody.get("/.well-known/jwks.json");
    }
    if (how.equals("/v1/auth/password")) {
      return nobody
          .as(other.person())
          .post(
              how,
              "{\"current_password\": \"%s\", \"new_password\": \"%s\"}"
                  .formatted(password(round - 1), password(round)));
    }
    return nobody.as(how.equals(LOGOUT) ? phone.person() : other.person()).post(how, "");
  }

  private static String password(int round) {
    return round == 0 ? Login.PASSWORD : "the new password " + round;
  }

  @Test
  void theListOfDevicesTellsWhenAndFromWhereASessionWasLastUsed() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    database.change(
        "update sessions set last_used_at = created_at - interval '1 h', ip = '192.0.2.1'"
            + " where id = '%s'".formatted(phone.session()));

    refresh(phone.refreshToken(), "a newer version").expect(200);

    Answer list = nobody.as(ada).get("/v1/auth/sessions").expect(200);
    assertThat(list.texts("id")).containsExactly(phone.session(), ada.session());
    assertThat(list.text("items.0.user_agent")).isEqualTo("a newer version");
    assertThat(list.text("items.0.ip")).isEqualTo("127.0.0.1");
    assertThat(list.text("items.0.device_name")).isEqualTo("One more");
    assertThat(list.text("items.0.last_used_at")).isGreaterThan(list.text("items.0.created_at"));
  }

  @Test
  void noTokenIsStoredAsItIs() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = next(phone.refreshToken());

    assertThat(database.rowsWith(phone.refreshToken())).isZero();
    assertThat(database.rowsWith(second)).isZero();
    assertThat(database.rowsWith(phone.session())).as("it would be found").isPositive();
  }

  static void age(Login login, String interval) throws SQLException {
    database.change(
        """
        update refresh_tokens
           set spent_at = spent_at - interval '%1$s', issued_at = issued_at - interval '%1$s',
               expires_at = expires_at - interval '%1$s'
         where session_id = '%2$s'
        """
            .formatted(interval, login.session()));
  }

  private static void suspend(Person person, String until) throws SQLException {
    database.change(
        "update accounts set suspended_at = now(), suspended_until = %s where id = '%s'"
            .formatted(until, person.id()));
  }

  private static long tokensOf(Login login) throws SQLException {
    return database.number(
        "select count(*) from refresh_tokens where session_id = '" + login.session() + "'");
  }

  private static String next(String token) {
    return of(refresh(token).expect(200));
  }

  private static String of(Answer answer) {
    return answer.text("refresh_token");
  }

  private static Answer refresh(String token) {
    return refresh(token, "a phone");
  }

  private static Answer refresh(String token, String userAgent) {
    return refresh(nobody, token, userAgent);
  }

  private static Answer refresh(Rest rest, String token, String userAgent) {
    return rest.send(
        rest.request(REFRESH)
            .header("Content-Type", "application/json")
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofString("{\"refresh_token\": \"" + token + "\"}")));
  }

  private static void assertOver(Answer refused) {
    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("session_revoked");
  }
}
