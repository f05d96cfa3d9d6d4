package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What push sends on as the command of a user.
@Isolated("It reads the log of the process.")
class OnBehalfIT {
  private static final String CREDENTIAL = "Parley-Service-Credential";
  private static final String ON_BEHALF_OF = "Parley-On-Behalf-Of";
  private static final String ME = "/v1/users/me";

  private static RunningApi api;
  private static Rest nobody;
  private static Person ada;
  private static String room;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    nobody = api.rest();
    ada = nobody.register("ada");
    room = nobody.as(ada).group(nobody.register("bob"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aRequestCountsAsTheUsers() {
    Answer sent =
        nobody
            .send(
                onBehalf(nobody, Rest.messages(room), ada)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"content\": \"by socket\"}")))
            .expect(201);

    assertThat(sent.text("sender.id")).isEqualTo(ada.id());
    assertThat(nobody.send(onBehalf(nobody, ME, ada).GET()).expect(200).body())
        .isEqualTo(nobody.as(ada).get(ME).body());
    assertThat(
            nobody
                .send(onBehalf(nobody, "/v1/auth/sessions", ada).GET())
                .expect(200)
                .texts("current"))
        .contains("true");
    nobody
        .send(onBehalf(nobody, "/v1/realtime/tickets", ada).POST(BodyPublishers.noBody()))
        .expect(201);
  }

  @Test
  void aStrangerIsAStrangerOnBehalfToo() {
    Person eve = nobody.register("eve");

    nobody.send(onBehalf(nobody, Rest.messages(room), eve).GET()).expect(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "a service credential of these tests onlyx"})
  void nobodyPassesWithoutTheCredential(String credential) {
    HttpRequest.Builder without = nobody.request(ME).header(ON_BEHALF_OF, identity(ada));

    assertRefused(nobody.send(without.copy().GET()));
    assertRefused(nobody.send(without.copy().header(CREDENTIAL, credential).GET()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "ada",
        "ID",
        "ID/",
        "/ID",
        "ID/x",
        "x/ID",
        "ID/ID/ID",
        "ID/ID,ID/ID",
        "ID%2FID",
      })
  void anIdentityThatIsNotInItsFormIsRefused(String identity) {
    assertRefused(
        nobody.send(
            nobody
                .request(ME)
                .header(CREDENTIAL, RunningApi.SERVICE_CREDENTIAL)
                .header(ON_BEHALF_OF, identity.replace("ID", ada.id()))
                .GET()));
  }

  @Test
  void twoIdentitiesInOneRequestAreRefused() {
    Person eve = nobody.register("eve");

    assertRefused(nobody.send(onBehalf(nobody, ME, ada).header(ON_BEHALF_OF, identity(eve)).GET()));
    assertRefused(nobody.send(onBehalf(nobody.as(eve), ME, ada).GET()));
    assertRefused(nobody.send(onBehalf(nobody.as(ada), ME, ada).GET()));
    assertRefused(
        nobody.send(nobody.as(ada).request(ME).header(ON_BEHALF_OF, identity(ada)).GET()));
    assertRefused(
        nobody.send(onBehalf(nobody, ME, ada).header("Authorization", "Basic YTpi").GET()));
  }

  @Test
  void theCredentialAloneIsNobody() {
    assertRefused(
        nobody.send(nobody.request(ME).header(CREDENTIAL, RunningApi.SERVICE_CREDENTIAL).GET()));
  }

  @Test
  void aSessionThatHasEndedDoesNothingMore() {
    Person phone = Login.of(nobody, ada).person();
    nobody
        .send(onBehalf(nobody, "/v1/auth/logout", phone).POST(BodyPublishers.noBody()))
        .expect(204);

    Answer refused = nobody.send(onBehalf(nobody, ME, phone).GET());

    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("session_revoked");
    nobody.send(onBehalf(nobody, ME, ada).GET()).expect(200);
  }

  @Test
  void theCredentialIsInNoLog() {
    List<String> lines;
    try (LogLines log =
        new LogLines(Map.of("chat.parley", Level.TRACE, "io.micronaut", Level.DEBUG))) {
      nobody.send(onBehalf(nobody, ME, ada).GET()).expect(200);
      nobody.send(onBehalf(nobody.as(ada), ME, ada).GET()).expect(401);
      lines = log.lines();
    }

    assertThat(lines)
        .isNotEmpty()
        .noneSatisfy(line -> assertThat(line).contains(RunningApi.SERVICE_CREDENTIAL));
  }

  private static HttpRequest.Builder onBehalf(Rest rest, String path, Person person) {
    return rest.request(path)
        .header(CREDENTIAL, RunningApi.SERVICE_CREDENTIAL)
        .header(ON_BEHALF_OF, identity(person));
  }

  private static String identity(Person person) {
    return person.id() + "/" + person.session();
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("unauthenticated");
  }
}
