package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.gateway.Marks;
import io.micronaut.json.tree.JsonNode;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who goes on from a mark misses nothing, whenever what was committed had been begun.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("Transactions of other tests on the same PostgreSQL hold its marks back.")
class MarksIT {
  private Database database;
  private RunningApi api;
  private Person ada;
  private Rest rest;
  private String room;

  @BeforeAll
  void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void newRoom() {
    ada = api.rest().register("ada_" + Long.toString(System.nanoTime(), 36));
    rest = api.rest().as(ada);
    room = rest.group();
  }

  @Test
  void aMarkComesWithThePositionsOfItsMomentAndWithoutAnEarlierOneSaysNoMore() {
    rest.write(room, "one");

    JsonNode marked = marked(null);

    assertThat(text(marked, "mark")).matches("x[0-9]{1,19}");
    JsonNode position = position(marked);
    assertThat(text(position, "id")).isEqualTo(room);
    assertThat(number(position, "seq")).isEqualTo(2);
    assertThat(requireNonNull(position.get("from")).isNull()).isTrue();
  }

  @Test
  void whatCameAfterAMarkIsFoundFromIt() {
    rest.write(room, "one");
    String mark = text(marked(null), "mark");
    assertThat(number(position(marked(mark)), "from")).isEqualTo(2);

    rest.write(room, "two");
    rest.write(room, "three");

    JsonNode position = position(marked(mark));
    assertThat(number(position, "from")).isEqualTo(2);
    assertThat(number(position, "seq")).isEqualTo(4);
  }

  /// The event has its number and its time before the mark is made, and is committed after it.
  @Test
  void whatWasBegunBeforeAMarkAndCommittedAfterItIsNotMissed() throws Exception {
    String other = rest.group();
    try (Connection slow = database.connect()) {
      slow.setAutoCommit(false);
      Database.change(
          slow, "update conversations set last_seq = last_seq + 1 where id = '" + room + "'");
      Database.change(
          slow,
          "insert into events (conversation_id, seq, type, at, actor_id) values ('"
              + room
              + "', 2, 'conversation.deleted', now(), '"
              + ada.id()
              + "')");
      rest.write(other, "meanwhile");
      String mark = text(marked(null), "mark");
      slow.commit();

      assertThat(number(position(marked(mark)), "from")).isEqualTo(1);
    }
  }

  @Test
  void aPersonWithoutConversationsHasAMarkToo() {
    Person bob = api.rest().register("bob_" + Long.toString(System.nanoTime(), 36));

    JsonNode marked = marked(bob, null);

    assertThat(text(marked, "mark")).matches("x[0-9]{1,19}");
    assertThat(requireNonNull(marked.get("positions")).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "y12", "x1.5", "x-1", "x9223372036854775807", "x99999999999999999999"})
  void aMarkThatCantBeOursMeansThatNothingIsKnown(String mark) {
    assertThat(number(position(marked(mark)), "from")).isEqualTo(-1);
  }

  @Test
  void nobodyAsksWithoutTheServiceCredential() {
    assertThat(rest.post(Marks.PATH, "{\"items\": []}").status()).isEqualTo(401);
  }

  private JsonNode marked(@Nullable String after) {
    return marked(ada, after);
  }

  private JsonNode marked(Person person, @Nullable String after) {
    Answer answer =
        new Gateway(api)
            .post(
                Marks.PATH,
                "{\"items\": [{\"user_id\": \"%s\", \"after\": %s}]}"
                    .formatted(person.id(), after == null ? "null" : "\"" + after + "\""));
    return answer.expect(200).items().getFirst();
  }

  private JsonNode position(JsonNode marked) {
    for (JsonNode position : requireNonNull(marked.get("positions")).values()) {
      if (text(position, "id").equals(room)) {
        return position;
      }
    }
    throw new AssertionError("no position of the room");
  }

  private static String text(JsonNode object, String member) {
    return requireNonNull(object.get(member), member).getStringValue();
  }

  private static long number(JsonNode object, String member) {
    return requireNonNull(object.get(member), member).getLongValue();
  }
}
