package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What push asks once in a while: which sessions have ended lately; and what it is told of a
/// session when a socket opens.
class RecheckIT {
  private static final String RECHECK = "/internal/v1/realtime/recheck";

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
  void itTellsWhatHasEndedLatelyAndWhy() throws SQLException {
    Person ada = nobody.register("ada");
    Person loggedOut = Login.of(nobody, ada).person();
    Person ofBefore = Login.of(nobody, ada).person();
    Person suspended = nobody.register("suspended");
    Person lapsed = nobody.register("lapsed");
    nobody.as(loggedOut).post("/v1/auth/logout", "").expect(204);
    database.change(
        "update sessions set revoked_at = now() where id = '%s'".formatted(ofBefore.session()));
    suspend(suspended, "'infinity'");
    suspend(lapsed, "now()");

    assertThat(ended(recheck(60_000)))
        .contains(
            loggedOut.session() + " logout",
            ofBefore.session() + " revoked",
            suspended.session() + " suspended")
        .noneMatch(each -> each.startsWith(ada.session()) || each.startsWith(lapsed.session()));
  }

  @Test
  void whatEndedEarlierIsNotToldAgain() throws SQLException {
    Person ada = nobody.register("ada");
    database.change(
        "update sessions set revoked_at = now() - interval '30 s' where id = '%s'"
            .formatted(ada.session()));

    assertThat(ended(recheck(60_000))).contains(ada.session() + " revoked");
    assertThat(ended(recheck(20_000))).noneMatch(each -> each.startsWith(ada.session()));
  }

  /// Nothing that old has a socket, however long push could not ask.
  @Test
  void noOneIsToldOfWhatEndedLongAgo() throws SQLException {
    Person ada = nobody.register("ada");
    database.change(
        "update sessions set revoked_at = now() - interval '1 day' where id = '%s'"
            .formatted(ada.session()));

    assertThat(ended(recheck(Long.MAX_VALUE))).noneMatch(each -> each.startsWith(ada.session()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"within_ms\": 0}",
        "{\"within_ms\": -1}",
        "{\"within_ms\": \"x\"}",
        "{"
      })
  void aBodyThatIsNotRightIsTheCallersFault(String body) {
    assertThat(new Gateway(api).post(RECHECK, body).status()).isBetween(400, 499);
  }

  @Test
  void nobodyAsksWithoutTheServiceCredential() {
    Person ada = nobody.register("ada");

    nobody.post(RECHECK, "{\"within_ms\": 1000}").expect(401);
    nobody.as(ada).post(RECHECK, "{\"within_ms\": 1000}").expect(401);
  }

  @Test
  void whoIsSuspendedOpensNoSocket() throws SQLException {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");
    database.change(
        "update accounts set suspended_until = 'infinity' where id = '%s'".formatted(ada.id()));

    Answer answer = new Gateway(api).open(item(ada), item(bob)).expect(200);

    assertThat(answer.text("items.0.refusal")).isEqualTo("account_suspended");
    assertThat(answer.at("items.0.user").isNull()).isTrue();
    assertThat(answer.at("items.0.conversations").size()).isZero();
    assertThat(answer.at("items.1.refusal").isNull()).isTrue();
  }

  private static void suspend(Person person, String until) throws SQLException {
    database.change(
        "update accounts set suspended_at = now(), suspended_until = %s where id = '%s'"
            .formatted(until, person.id()));
  }

  private static Answer recheck(long withinMs) {
    return new Gateway(api).post(RECHECK, "{\"within_ms\": %d}".formatted(withinMs));
  }

  private static String item(Person person) {
    return Gateway.item(person.id(), person.session());
  }

  private static List<String> ended(Answer answer) {
    List<String> ended = new ArrayList<>();
    for (int i = 0; i < answer.expect(200).at("ended").size(); i++) {
      ended.add(
          answer.text("ended." + i + ".session_id") + " " + answer.text("ended." + i + ".reason"));
    }
    return ended;
  }
}
