package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Staying logged in: each refresh token works once. Many at once are in [RefreshRacesIT].
class RefreshIT {
  private static final String REFRESH = "/v1/auth/refresh";
  private static final String LOGOUT = "/v1/auth/logout";
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Refreshing refreshing;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
    refreshing = new Refreshing(database, nobody);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aRefreshTokenBringsANewPairForTheSameSession() {
    Person ada = nobody.register("ada");
    Answer login = Login.tried(nobody, ada, Login.PASSWORD).expect(200);

    Answer refreshed = refreshing.refresh(login.text("refresh_token")).expect(200);

    assertThat(Answer.members(refreshed.whole())).isEqualTo(Answer.members(login.whole()));
    assertThat(refreshed.at("user")).isEqualTo(login.at("user"));
    assertThat(refreshed.text("session_id")).isEqualTo(login.text("session_id"));
    assertThat(refreshed.text("token_type")).isEqualTo("bearer");
    assertThat(refreshed.number("expires_in")).isEqualTo(900);
    assertThat(refreshed.text("refresh_token")).isNotEqualTo(login.text("refresh_token"));
    for (Answer pair : List.of(login, refreshed)) {
      nobody.withToken(pair.text("access_token")).get(ME).expect(200);
    }
    refreshing.refresh(refreshed.text("refresh_token")).expect(200);
  }

  @Test
  void aSpentTokenThatComesBackEndsTheWholeSessionAndNoOther() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String second = refreshing.next(phone.refreshToken());
      String third = refreshing.next(second);
      refreshing.age(phone, "11 s");

      Refreshing.assertOver(refreshing.refresh(phone.refreshToken()));

      Refreshing.assertOver(nobody.as(phone.person()).get(ME));
      Refreshing.assertOver(refreshing.refresh(third));
      Refreshing.assertOver(refreshing.refresh(second));
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
    String second = refreshing.next(phone.refreshToken());

    Answer again = refreshing.refresh(phone.refreshToken()).expect(200);

    assertThat(again.text("refresh_token")).isEqualTo(second);
    nobody.withToken(again.text("access_token")).get(ME).expect(200);
    String third = refreshing.next(second);
    assertThat(refreshing.next(phone.refreshToken()))
        .as("also when it went on meanwhile")
        .isEqualTo(second);
    assertThat(refreshing.next(second)).isEqualTo(third);
    refreshing.refresh(third).expect(200);
  }

  @Test
  void somebodyElseIsGivenNothingAgain() {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = refreshing.next(phone.refreshToken());

    Refreshing.assertOver(refreshing.refresh(phone.refreshToken(), "somebody else"));

    Refreshing.assertOver(refreshing.refresh(second));
    Refreshing.assertOver(nobody.as(phone.person()).get(ME));
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

    refreshing.refresh(ada.token().substring(0, 100)).expect(401);
    Refreshing.refresh(nobody.withToken("e30.e30.e30"), phone.refreshToken(), "a phone")
        .expect(200);
  }

  @Test
  void aTokenThatIsOverDoesNothingSpentOrNot() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = refreshing.next(phone.refreshToken());
    refreshing.age(phone, "31 d");

    for (String token : List.of(phone.refreshToken(), second)) {
      assertThat(refreshing.refresh(token).expect(401).text("code")).isEqualTo("unauthenticated");
    }
    nobody.as(phone.person()).get(ME).expect(200);
  }

  @Test
  void aSuspendedAccountIsNotRefreshedUntilItIsRestored() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    Login stolen = Login.of(nobody, ada);
    refreshing.next(stolen.refreshToken());
    refreshing.age(stolen, "11 s");
    refreshing.suspend(ada, "'infinity'");

    Answer refused = refreshing.refresh(phone.refreshToken()).expect(401);
    assertThat(refused.text("code")).isEqualTo("account_suspended");
    Refreshing.assertOver(refreshing.refresh(stolen.refreshToken()));

    refreshing.suspend(ada, "null");
    refreshing.refresh(phone.refreshToken()).expect(200);
    Refreshing.assertOver(refreshing.refresh(stolen.refreshToken()));
  }

  @Test
  void aDeletedAccountIsNotRefreshed() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    database.change("update accounts set deleted_at = now() where id = '" + ada.id() + "'");

    Refreshing.assertOver(refreshing.refresh(phone.refreshToken()));
  }

  @Test
  void anyTokenOfASessionLogsItOutAlsoTwice() {
    Login phone = Login.of(nobody, nobody.register("ada"));
    String second = refreshing.next(phone.refreshToken());
    String third = refreshing.next(second);

    for (String token : List.of(phone.refreshToken(), second, third, third)) {
      nobody.post(LOGOUT, "{\"refresh_token\": \"" + token + "\"}").expect(204);
    }

    Refreshing.assertOver(refreshing.refresh(third));
    Refreshing.assertOver(nobody.as(phone.person()).get(ME));
  }

  @Test
  void theListOfDevicesTellsWhenAndFromWhereASessionWasLastUsed() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    database.change(
        "update sessions set last_used_at = created_at - interval '1 h', ip = '192.0.2.1'"
            + " where id = '%s'".formatted(phone.session()));

    refreshing.refresh(phone.refreshToken(), "a newer version").expect(200);

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
    String second = refreshing.next(phone.refreshToken());

    assertThat(database.rowsWith(phone.refreshToken())).isZero();
    assertThat(database.rowsWith(second)).isZero();
    assertThat(database.rowsWith(phone.session())).as("it would be found").isPositive();
  }
}
