package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keeping somebody out, and letting them in again.
class SuspensionIT {
  private static final String ME = "/v1/users/me";
  private static final String NOWHERE = "019aa0c0-0000-7000-8000-000000000000";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Person admin;
  private static Person eve;

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
    admin = nobody.register("admin");
    eve = nobody.register("eve");
    database.appoint(admin);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whoIsSuspendedIsKeptOutAtOnceUntilRestored() {
    Person ada = nobody.register("ada");
    Person phone = Login.of(nobody, ada).person();

    suspend(admin, ada.id()).expect(204);

    for (Person device : List.of(ada, phone)) {
      Answer refused = nobody.as(device).get(ME);
      assertThat(refused.status()).as("%s", refused).isEqualTo(401);
      assertThat(refused.text("code")).isEqualTo("account_suspended");
    }
    Answer login = Login.tried(nobody, ada, Login.PASSWORD);
    assertThat(login.status()).as("%s", login).isEqualTo(403);
    assertThat(login.text("code")).isEqualTo("account_suspended");
    assertThat(Login.tried(nobody, ada, "a guess").text("code")).isEqualTo("invalid_credentials");
    nobody.as(eve).get(ME).expect(200);

    restore(admin, ada.id()).expect(204);

    nobody.as(ada).get(ME).expect(200);
    nobody.as(phone).get(ME).expect(200);
    nobody.as(Login.of(nobody, ada).person()).get(ME).expect(200);
  }

  @Test
  void aSuspensionForATimeEndsByItself() {
    Person ada = nobody.register("ada");
    Instant until = Instant.now().plusSeconds(2);

    suspend(admin, ada.id(), "{\"reason\": \"spam\", \"until\": \"" + until + "\"}").expect(204);

    nobody.as(ada).get(ME).expect(401);
    await().until(() -> nobody.as(ada).get(ME).status() == 200);
    assertThat(Instant.now()).isAfter(until);
    Login.of(nobody, ada);
  }

  @Test
  void theSocketsOfAllLiveSessionsAreTold() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Person ada = nobody.register("ada");
      Person phone = Login.of(nobody, ada).person();
      Person lost = Login.of(nobody, ada).person();
      nobody.as(lost).post("/v1/auth/logout", "").expect(204);

      suspend(admin, ada.id()).expect(204);

      List<Heard.Message> messages = heard.on("parley:u:" + ada.id(), 3);
      assertThat(messages)
          .extracting(message -> message.envelope().kind())
          .containsOnly(Envelope.Kind.REVOKED);
      assertThat(messages.subList(1, 3))
          .extracting(message -> message.envelope().subject().toString())
          .containsExactlyInAnyOrder(ada.session(), phone.session());
      assertThat(messages.subList(1, 3))
          .extracting(Heard.Message::json)
          .containsOnly("{\"type\":\"session.revoked\",\"data\":{\"reason\":\"suspended\"}}");
    }
  }

  @Test
  void aLaterRulingReplacesTheEarlierOne() {
    Person ada = nobody.register("ada");
    suspend(admin, ada.id()).expect(204);
    Instant until = Instant.now().plusSeconds(2);

    suspend(admin, ada.id(), "{\"reason\": \"less\", \"until\": \"" + until + "\"}").expect(204);

    nobody.as(ada).get(ME).expect(401);
    await().until(() -> nobody.as(ada).get(ME).status() == 200);
  }

  @Test
  void restoringWhoIsNotSuspendedIsNoError() {
    restore(admin, eve.id()).expect(204);
    nobody.as(eve).get(ME).expect(200);
  }

  @Test
  void onlyAnAdminDoesEither() {
    Person ada = nobody.register("ada");

    for (Person other : List.of(eve, ada)) {
      for (Answer refused :
          List.of(suspend(other, ada.id()), restore(other, ada.id()), suspend(other, NOWHERE))) {
        assertThat(refused.status()).as("%s", refused).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("forbidden");
      }
    }
    nobody.post("/v1/admin/users/" + ada.id() + "/suspend", "{\"reason\": \"x\"}").expect(401);
    nobody.post("/v1/admin/users/" + ada.id() + "/restore", "").expect(401);
    nobody.as(ada).get(ME).expect(200);
  }

  @Test
  void whoIsNoAdminAnyMoreOrLoggedOutIsRefused() throws SQLException {
    Person former = nobody.register("former");
    database.appoint(former);
    Person loggedOut = Login.of(nobody, former).person();
    nobody.as(loggedOut).post("/v1/auth/logout", "").expect(204);
    suspend(loggedOut, eve.id()).expect(401);

    restore(former, eve.id()).expect(204);
    database.change("update accounts set role = 'user' where id = '" + former.id() + "'");

    restore(former, eve.id()).expect(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOWHERE, "all"})
  void nobodyElseCanBeSuspended(String id) {
    suspend(admin, id).expect(404);
    restore(admin, id).expect(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 422",
        "{\"reason\": \"\"} | 422",
        "{\"reason\": 5} | 400",
        "{\"reason\": \"x\", \"until\": \"tomorrow\"} | 400",
        "{\"reason\": \"x\", \"until\": \"2020-01-01T00:00:00Z\"} | 422",
        "{\"reason\": \"x\", \"until\": \"+999999999-01-01T00:00:00Z\"} | 422",
        "[] | 400"
      })
  void aBodyThatIsNotRight(String body, int status) {
    suspend(admin, eve.id(), body).expect(status);
    nobody.as(eve).get(ME).expect(200);
  }

  private static Answer suspend(Person who, String whom) {
    return suspend(who, whom, "{\"reason\": \"spam\"}");
  }

  private static Answer suspend(Person who, String whom, String body) {
    return nobody.as(who).post("/v1/admin/users/" + whom + "/suspend", body);
  }

  private static Answer restore(Person who, String whom) {
    return nobody.as(who).post("/v1/admin/users/" + whom + "/restore", "");
  }
}
