package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the push tier asks for.
class GatewayIT {
  private static final String NOBODYS = "019aa0c0-0000-7000-8000-000000000000";

  private static Database database;
  private static RunningApi api;
  private static Gateway gateway;
  private static Person ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    gateway = new Gateway(api);
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void manyOpenInOneCallAndTheAnswersStandInTheirOrder() {
    String second = logInAgain(ada);

    Answer answer =
        gateway.open(
            Gateway.item(bob.id(), bob.session()),
            Gateway.item(ada.id(), ada.session()),
            Gateway.item(NOBODYS, NOBODYS),
            Gateway.item(ada.id(), second),
            Gateway.item(bob.id(), bob.session()));

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.items())
        .extracting(GatewayIT::owner)
        .containsExactly(bob.id(), ada.id(), "session_revoked", ada.id(), bob.id());
    assertThat(answer.at("items.1.user")).isEqualTo(api.rest().as(bob).direct(ada).at("peer"));
  }

  @Test
  void aRevokedSessionIsRefused() throws SQLException {
    Person carl = api.rest().register("carl");
    String other = logInAgain(carl);
    database.change("update sessions set revoked_at = now() where id = '" + carl.session() + "'");

    Answer answer =
        gateway.open(Gateway.item(carl.id(), carl.session()), Gateway.item(carl.id(), other));

    assertThat(answer.items())
        .extracting(GatewayIT::owner)
        .containsExactly("session_revoked", carl.id());
    assertThat(answer.at("items.0.user").isNull()).isTrue();
    assertThat(answer.at("items.0.conversations").size()).isZero();
  }

  @Test
  void aDeletedAccountIsRefused() throws SQLException {
    Person carl = api.rest().register("carl");
    database.change("update accounts set deleted_at = now() where id = '" + carl.id() + "'");

    Answer answer = gateway.open(Gateway.item(carl.id(), carl.session()));

    assertThat(answer.items()).extracting(GatewayIT::owner).containsExactly("session_revoked");
  }

  @Test
  void nobodyOpensWithTheSessionOfSomebodyElse() {
    Answer alone = gateway.open(Gateway.item(bob.id(), ada.session()));
    Answer besideTheOwner =
        gateway.open(Gateway.item(bob.id(), ada.session()), Gateway.item(ada.id(), ada.session()));

    assertThat(alone.items()).extracting(GatewayIT::owner).containsExactly("session_revoked");
    assertThat(besideTheOwner.items())
        .extracting(GatewayIT::owner)
        .containsExactly("session_revoked", ada.id());
  }

  @Test
  void aSnapshotHasThePositionsOfAllOnesConversations() throws SQLException {
    Person carl = api.rest().register("carl");
    Rest asCarl = api.rest().as(carl);
    String group = asCarl.group(bob);
    String direct = asCarl.direct(bob).expect(201).text("id");
    String notHis = api.rest().as(ada).group(bob);
    asCarl.write(group, "2").expect(201);
    asCarl.write(group, "3").expect(201);
    database.change(
        "update participants set last_read_seq = 2 where conversation_id = '%s' and user_id = '%s'"
            .formatted(group, carl.id()));

    Answer answer = gateway.open(Gateway.item(carl.id(), carl.session()));

    List<String> positions =
        IntStream.range(0, answer.at("items.0.conversations").size())
            .mapToObj(
                i ->
                    "%s %d %d"
                        .formatted(
                            answer.text("items.0.conversations." + i + ".id"),
                            answer.number("items.0.conversations." + i + ".seq"),
                            answer.number("items.0.conversations." + i + ".last_read_seq")))
            .toList();
    assertThat(positions).containsExactlyInAnyOrder(group + " 3 2", direct + " 0 0");
    assertThat(answer.body()).doesNotContain(notHis);
  }

  @Test
  void nobodyAsksForMoreThanFiveHundredAtOnce() {
    Answer full = gateway.open(items(500));
    Answer tooMany = gateway.open(items(501));
    Answer tooManyRanges =
        gateway.post(
            Gateway.EVENTS,
            Gateway.ranges(Stream.generate(() -> Gateway.range(NOBODYS, 0, 1)).limit(501)));
    Answer tooLong =
        gateway.post(Gateway.EVENTS, Gateway.ranges(Stream.of(Gateway.range(NOBODYS, 0, 501))));

    assertThat(full.status()).isEqualTo(200);
    assertThat(full.items()).hasSize(500);
    assertThat(List.of(tooMany, tooManyRanges, tooLong))
        .allSatisfy(
            refused -> {
              assertThat(refused.status()).as("%s", refused).isEqualTo(422);
              assertThat(refused.text("code")).isEqualTo("validation_failed");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{\"items\": [null], \"ranges\": [null]}",
        "{\"items\": [{}], \"ranges\": [{}]}",
        "{\"items\": 1, \"ranges\": 1}",
        "{\"items\": [{\"user_id\": \"x\", \"session_id\": \"y\"}],"
            + " \"ranges\": [{\"conversation_id\": \""
            + NOBODYS
            + "\", \"limit\": -1}]}",
      })
  void aBodyThatIsNotRightIsTheCallersFault(String body) {
    assertThat(gateway.post(Gateway.OPEN, body).status()).isBetween(400, 499);
    assertThat(gateway.post(Gateway.EVENTS, body).status()).isBetween(400, 499);
  }

  @Test
  void eventsComeRangeByRangeAscendingAndNoMoreThanWanted() {
    Rest asAda = api.rest().as(ada);
    String first = asAda.group(bob);
    String second = asAda.group(bob);
    LongStream.rangeClosed(2, 6)
        .forEach(
            i -> {
              asAda.write(first, "first " + i).expect(201);
              asAda.write(second, "second " + i).expect(201);
            });

    List<Replay.Entry> entries =
        gateway.events(
            Gateway.range(second, 3, 500),
            Gateway.range(NOBODYS, 0, 500),
            Gateway.range(first, 1, 3),
            Gateway.range(second, 6, 500),
            Gateway.range(first, 0, 0));

    assertThat(entries)
        .extracting(Replay.Entry::conversation)
        .containsExactly(
            Stream.of(second, second, second, first, first, first)
                .map(ConversationId::parse)
                .toArray(ConversationId[]::new));
    assertThat(entries)
        .extracting(entry -> entry.envelope().seq())
        .containsExactly(4L, 5L, 6L, 2L, 3L, 4L);
  }

  @Test
  void nothingNewIsAnEmptyAnswer() {
    assertThat(gateway.events()).isEmpty();
    assertThat(gateway.events(Gateway.range(NOBODYS, 0, 10))).isEmpty();
    assertThat(gateway.open().items()).isEmpty();
  }

  /// However the address is written, it leads past the credential or to nowhere.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/realtime/open",
        "/internal/v1/realtime/open/",
        "//internal/v1/realtime/open",
        "/internal//v1/realtime/open",
        "/%69nternal/v1/realtime/open",
        "/internal%2Fv1/realtime/open",
        "/./internal/v1/realtime/open",
        "/v1/../internal/v1/realtime/open",
        "/internal;x=y/v1/realtime/open",
        "/INTERNAL/v1/realtime/open",
        "/internal/v1/realtime/open?x",
      })
  void noSpellingOfTheAddressGoesAroundTheCredential(String path) {
    Rest rest = api.rest();
    Answer answer =
        rest.send(
            rest.as(ada)
                .request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"items\": []}")));

    assertThat(answer.status()).as("%s", answer).isIn(401, 404);
  }

  private static String[] items(int count) {
    return Stream.generate(() -> Gateway.item(ada.id(), UUID.randomUUID().toString()))
        .limit(count)
        .toArray(String[]::new);
  }

  private static String owner(JsonNode snapshot) {
    JsonNode refusal = requireNonNull(snapshot.get("refusal"));
    return refusal.isNull()
        ? requireNonNull(requireNonNull(snapshot.get("user")).get("id")).getStringValue()
        : refusal.getStringValue();
  }

  private static String logInAgain(Person person) {
    return api.rest()
        .post(
            "/v1/auth/login",
            "{\"username\": \"%s\", \"password\": \"correct horse battery\"}"
                .formatted(person.username()))
        .expect(200)
        .text("session_id");
  }
}
