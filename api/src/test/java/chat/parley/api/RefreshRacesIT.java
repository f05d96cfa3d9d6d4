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
import org.junit.jupiter.params.provider.ValueSource;

/// Many who refresh the same session at once, also while something ends it.
class RefreshRacesIT {
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
  void ofFiftyAtOnceEachHasTheSameSuccessor() throws Exception {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      List<Answer> answers = Together.times(50, i -> refreshing.refresh(phone.refreshToken()));

      assertThat(answers).extracting(Answer::status).containsOnly(200);
      assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct())
          .hasSize(1);
      assertThat(tokensOf(phone)).isEqualTo(2);
      for (Answer answer : answers) {
        nobody.withToken(answer.text("access_token")).get(ME).expect(200);
      }
      String third = refreshing.next(answers.getFirst().text("refresh_token"));
      refreshing.age(phone, "11 s");

      List<Answer> late = Together.times(50, i -> refreshing.refresh(phone.refreshToken()));

      assertThat(late).allSatisfy(Refreshing::assertOver);
      Refreshing.assertOver(refreshing.refresh(third));
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
                  Refreshing.refresh(both.get(i % 2), phone.refreshToken(), "a phone")
                      .expect(200)
                      .text("refresh_token"));

      assertThat(successors.stream().distinct()).hasSize(1);
    }
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
              3,
              i ->
                  i == 0
                      ? end(end, ada, phone, other, next)
                      : refreshing.refresh(phone.refreshToken()));

      assertThat(answers.getFirst().status()).isBetween(200, 204);
      List<String> successors =
          answers.stream()
              .skip(1)
              .filter(each -> each.status() == 200)
              .map(Refreshing::of)
              .toList();
      refreshing.refresh(phone.refreshToken()).expect(401);
      successors.forEach(token -> refreshing.refresh(token).expect(401));
      for (Answer answer : answers.subList(1, 3)) {
        if (answer.status() != 200) {
          answer.expect(401);
        } else if (!end.equals("suspension")) {
          nobody.withToken(answer.text("access_token")).get(ME).expect(401);
        }
      }
      if (end.equals("suspension")) {
        refreshing.suspend(ada, "null");
      }
    }
  }

  private static Answer end(String how, Person ada, Login phone, Login other, int round) {
    if (how.equals("suspension")) {
      try {
        refreshing.suspend(ada, "'infinity'");
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

  private static long tokensOf(Login login) throws SQLException {
    return database.number(
        "select count(*) from refresh_tokens where session_id = '" + login.session() + "'");
  }
}
