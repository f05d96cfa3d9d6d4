package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The relay as one request, on two apis that do not look at the outbox by themselves.
class RelayCallIT {
  private static final String RELAY = "/internal/v1/outbox/relay";

  private static Database database;
  private static Leftovers leftovers;
  private static RunningApi one;
  private static RunningApi two;
  private static Person ada;
  private static Person bob;
  private static Heard heard;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    leftovers = new Leftovers(database);
    one = asleep();
    two = asleep();
    ada = one.rest().register("ada");
    bob = one.rest().register("bob");
    heard = new Heard(RunningApi.redis().uri());
  }

  private static RunningApi asleep() {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.outbox.relay-enabled",
            "false",
            "parley.outbox.grace",
            "0ms",
            "parley.outbox.batch-rows",
            50));
  }

  @AfterAll
  static void stop() {
    heard.close();
    two.close();
    one.close();
  }

  @AfterEach
  void nothingIsLeft() throws SQLException {
    assertThat(leftovers.rows()).isZero();
  }

  @Test
  void oneCallDrainsWhatIsDueHoweverManyBatchesItTakes() throws SQLException {
    String room = room(ada);
    leftovers.messages(room, ada, 120);

    assertThat(relay(one)).isEqualTo(120);

    assertThat(heard.durable("parley:c:" + room, 121)).hasSize(121);
    assertThat(relay(one)).isZero();
  }

  @Test
  void itIsForTheServiceCredentialOnly() throws SQLException {
    leftovers.messages(room(ada), ada, 1);

    one.rest().post(RELAY, "").expect(401);
    one.rest().as(ada).post(RELAY, "").expect(401);

    assertThat(leftovers.rows()).isEqualTo(1);
    assertThat(relay(one)).isEqualTo(1);
  }

  @Test
  void twoRelaysAtOncePublishEachOfTwoThousandRowsOnce() throws Exception {
    String room = room(ada);
    leftovers.messages(room, ada, 2_000);

    List<Long> shares = Together.times(2, i -> relay(i == 0 ? one : two));

    assertThat(shares).as("both worked").doesNotContain(0L);
    assertThat(shares.getFirst() + shares.getLast()).as("%s", shares).isEqualTo(2_000);
    // Heard after everything that was published before it.
    one.rest().as(ada).write(room, "the end").expect(201);
    await().until(() -> heard.durable("parley:c:" + room, 1).getLast().json().contains("the end"));
    assertThat(heard.durable("parley:c:" + room, 2_002))
        .hasSize(2_002)
        .extracting(message -> message.envelope().seq())
        .doesNotHaveDuplicates();
    await().until(() -> leftovers.rows() == 0);
  }

  @Test
  void whoIsStillInHearsThatTheyJoinedAndWhoWasRemovedHearsNothing() throws SQLException {
    String room = room(ada, bob);
    assertThat(joined(room, bob)).hasSize(1);
    database.change("delete from participants where user_id = '" + bob.id() + "'");
    leftovers.joinedAgain(room, ada);
    leftovers.joinedAgain(room, bob);

    assertThat(relay(one)).isEqualTo(1);

    await().until(() -> joined(room, ada).size() == 2);
    assertThat(joined(room, ada).getLast().json())
        .isEqualTo(
            "{\"type\":\"conversation.joined\",\"data\":%s}"
                .formatted(one.rest().as(ada).get("/v1/conversations/" + room).body()));
    assertThat(joined(room, bob)).hasSize(1);
  }

  @Test
  void whoLeftAndCameBackFollowsFromTheirReturnOn() throws SQLException {
    String room = room(ada);
    database.change("update participants set joined_seq = 7 where user_id = '" + ada.id() + "'");
    leftovers.joinedAgain(room, ada);

    assertThat(relay(one)).isEqualTo(1);

    await().until(() -> joined(room, ada).size() == 2);
    assertThat(joined(room, ada).getLast().envelope().seq()).isEqualTo(7);
  }

  @Test
  void theRowsOfAConversationThatIsGoneVanish() throws SQLException {
    String room = room(ada, bob);
    leftovers.messages(room, ada, 1);
    leftovers.joinedAgain(room, bob);
    database.change("delete from conversations where id = '" + room + "'");

    assertThat(relay(one)).isZero();

    assertThat(heard.durable("parley:c:" + room, 1)).hasSize(1);
  }

  @Test
  void aRowThatCannotBeReadWaitsAndKeepsNobodyBack() throws SQLException {
    String room = room(ada);
    leftovers.messages(room, ada, 10);
    database.change(
        "update events set type = 'message.foretold' where seq = 5 and conversation_id = '%s'"
            .formatted(room));

    assertThat(relay(one)).isEqualTo(9);

    assertThat(database.number("select count(*) from outbox where retry_at > now()")).isEqualTo(1);
    assertThat(relay(one)).isZero();
    assertThat(one.bean(MeterRegistry.class).counter("parley.outbox.unreadable").count())
        .isEqualTo(1);
    database.change("update events set type = 'message.created' where seq = 5");
    database.change("update outbox set retry_at = now()");
    assertThat(relay(two)).isEqualTo(1);
  }

  private static long relay(RunningApi api) {
    return new Gateway(api).post(RELAY, "").expect(200).number("published");
  }

  /// A new group whose first events have been published and cleared.
  private static String room(Person creator, Person... others) {
    String room = one.rest().as(creator).group(others);
    heard.durable("parley:c:" + room, 1);
    await().until(() -> leftovers.rows() == 0);
    return room;
  }

  private static List<Heard.Message> joined(String room, Person person) {
    return heard.personal(person, 1).stream()
        .filter(message -> message.envelope().kind() == Envelope.Kind.JOINED)
        .filter(message -> message.envelope().subject().equals(UUID.fromString(room)))
        .toList();
  }
}
