package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What push asks once in a while of the sessions whose sockets it has, and when one opens.
class RecheckIT {
  private static final String RECHECK = "/internal/v1/realtime/recheck";
  private static final String UNKNOWN = "019aa0c0-0000-7000-8000-000000000000";

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
  void itTellsWhatNoLongerCountsAndWhy() throws SQLException {
    Person ada = nobody.register("ada");
    Person loggedOut = Login.of(nobody, ada).person();
    Person ofBefore = Login.of(nobody, ada).person();
    Person suspended = nobody.register("suspended");
    Person lapsed = nobody.register("lapsed");
    Person deleted = nobody.register("deleted");
    nobody.as(loggedOut).post("/v1/auth/logout", "").expect(204);
    database.change(
        "update sessions set revoked_at = now() where id = '%s'".formatted(ofBefore.session()));
    database.change(
        "update accounts set suspended_until = 'infinity' where id = '%s'"
            .formatted(suspended.id()));
    database.change(
        "update accounts set suspended_until = now() where id = '%s'".formatted(lapsed.id()));
    database.change(
        "update accounts set deleted_at = now() where id = '%s'".formatted(deleted.id()));

    Answer answer =
        recheck(
            item(ada),
            item(loggedOut),
            item(ofBefore),
            item(suspended),
            item(lapsed),
            item(deleted),
            Gateway.item(ada.id(), lapsed.session()),
            Gateway.item(ada.id(), UNKNOWN));

    assertThat(ended(answer))
        .containsExactlyInAnyOrder(
            loggedOut.session() + " logout",
            ofBefore.session() + " revoked",
            suspended.session() + " suspended",
            deleted.session() + " deleted",
            lapsed.session() + " revoked",
            UNKNOWN + " revoked");
  }

  @Test
  void whenAllIsWellNothingIsTold() {
    Person ada = nobody.register("ada");

    assertThat(ended(recheck(item(ada), item(ada)))).isEmpty();
    assertThat(ended(recheck())).isEmpty();
  }

  @Test
  void noMoreThanAThousandAreAskedForAtOnce() {
    assertThat(ended(recheck(items(1_000)))).hasSize(1_000);

    Answer tooMany = recheck(items(1_001));
    assertThat(tooMany.status()).as("%s", tooMany).isEqualTo(422);
    assertThat(tooMany.text("code")).isEqualTo("validation_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"items\": [null]}", "{\"items\": [{}]}", "{"})
  void aBodyThatIsNotRightIsTheCallersFault(String body) {
    assertThat(new Gateway(api).post(RECHECK, body).status()).isBetween(400, 499);
  }

  @Test
  void nobodyAsksWithoutTheServiceCredential() {
    Person ada = nobody.register("ada");

    nobody.post(RECHECK, "{\"items\": []}").expect(401);
    nobody.as(ada).post(RECHECK, "{\"items\": []}").expect(401);
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

  private static Answer recheck(String... items) {
    return new Gateway(api).post(RECHECK, "{\"items\": [" + String.join(",", items) + "]}");
  }

  private static String item(Person person) {
    return Gateway.item(person.id(), person.session());
  }

  private static String[] items(int count) {
    return Stream.generate(() -> Gateway.item(UNKNOWN, UUID.randomUUID().toString()))
        .limit(count)
        .toArray(String[]::new);
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
