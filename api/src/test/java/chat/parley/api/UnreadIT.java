package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How much somebody has not read: other people's messages, without the deleted ones and those of
/// the system. It is counted by ordinals, so it has to be right after whatever happens to them.
class UnreadIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private static Person carl;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    carl = api.rest().register("carl");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatOthersWroteIsUnreadUntilItIsReadOrDeleted() {
    String room = as(ada).group(bob, carl);
    List<String> messages = write(ada, room, 5);
    assertThat(unread(bob, room)).isEqualTo(5);
    assertThat(unread(ada, room)).as("her own").isZero();

    as(ada).delete("/v1/messages/" + messages.get(1)).expect(204);
    as(ada).delete("/v1/messages/" + messages.get(3)).expect(204);
    as(ada).edit(messages.get(2), "edited").expect(200);
    assertThat(unread(bob, room)).isEqualTo(3);

    assertRead(read(bob, room, 4), 4, 1, 2);
    assertThat(unread(bob, room)).isEqualTo(1);
    as(ada).delete("/v1/messages/" + messages.get(0)).expect(204);
    assertThat(unread(bob, room)).as("deleted after it was read").isEqualTo(1);
    assertRead(read(bob, room, 1_000), 10, 0, 1);
    assertThat(unread(carl, room)).isEqualTo(2);
  }

  @Test
  void whatTheSystemSaysIsNotUnread() {
    Room room = Room.open(as(ada), "public", bob);
    write(ada, room.id(), 1);
    room.join(as(carl)).expect(200);
    assertThat(unread(carl, room.id())).as("of what came before her").isZero();

    write(ada, room.id(), 2);
    room.leave(as(carl)).expect(204);
    assertThat(unread(bob, room.id())).isEqualTo(3);
    // Up to the first message; after it stand the events of carl's coming.
    assertRead(read(bob, room.id(), 2), 2, 2, 1);
    assertRead(read(bob, room.id(), 3), 3, 2, 0);
  }

  @Test
  void whoSendsHasReadWhatWasBeforeAndOthersAreToldSinceWhen() {
    String room = as(ada).group(bob);
    String message = write(ada, room, 3).getFirst();

    String answer = as(bob).write(room, "answer").expect(201).text("created_at");

    assertThat(unread(bob, room)).isZero();
    assertThat(unread(ada, room)).isEqualTo(1);
    assertRead(read(bob, room, 2), 5, 0, 0);
    Answer receipt = as(ada).get("/v1/messages/" + message + "/receipts").expect(200);
    assertThat(receipt.text("items.0.read_at")).isEqualTo(answer);
    assertThat(receipt.text("items.0.delivered_at")).isEqualTo(answer);
    write(ada, room, 2);
    assertThat(unread(bob, room)).isEqualTo(2);
  }

  @Test
  void aSecondMessageInARowHasNothingToMark() throws SQLException {
    String room = as(ada).group(bob);
    read(ada, room, 1);

    write(ada, room, 5);

    assertThat(marks(room)).isEqualTo(1);
    as(bob).write(room, "answer").expect(201);
    write(ada, room, 2);
    assertThat(marks(room)).as("and ada's and bob's after what the other one wrote").isEqualTo(3);
  }

  @Test
  void sendingIsAnnouncedLikeReadingWhenSomethingWasUnread() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String room = as(ada).group(bob);
      write(ada, room, 3);

      as(bob).write(room, "answer").expect(201);

      await().until(() -> told(heard, "receipt.read", room).size() >= 2);
      assertThat(told(heard, "receipt.read", room))
          .as("ada read of the room's creation, and bob all of hers")
          .satisfiesExactly(
              first -> assertThat(first).contains(ada.id(), "\"seq\":2,"),
              second -> assertThat(second).contains(bob.id(), "\"seq\":5,"));
      await().until(() -> told(heard, "unread.changed", room).size() >= 2);
      assertThat(told(heard, "unread.changed", room))
          .last()
          .asString()
          .contains("\"unread_count\":0,\"mention_count\":0");
    }
  }

  @Test
  void whoLeavesHasNothingLeftToReadThere() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String room = as(ada).group(bob);
      write(ada, room, 3);

      new Room(room).leave(as(bob)).expect(204);

      await()
          .until(
              () ->
                  heard.all().stream()
                      .filter(each -> each.channel().equals("parley:u:" + bob.id()))
                      .map(Heard.Message::json)
                      // Of other rooms something may still be on its way.
                      .filter(json -> json.contains("unread.changed") && json.contains(room))
                      .toList(),
              told ->
                  told.equals(
                      List.of(
                          "{\"type\":\"unread.changed\",\"data\":{\"conversation_id\":\"%s\","
                                  .formatted(room)
                              + "\"unread_count\":0,\"mention_count\":0}}")));
    }
  }

  @Test
  void sendingAndReadingAtOnceLeaveNothingUnreadThatIsNotThere() throws Exception {
    String room = as(ada).group(bob, carl);
    Person[] people = {ada, bob, carl};

    Together.times(
        9,
        i -> {
          Person person = people[i % 3];
          for (int n = 0; n < 8; n++) {
            if (i < 6) {
              as(person).write(room, "x").expect(201);
            } else {
              assertThat(read(person, room, 1_000).expect(200).number("unread_count"))
                  .isNotNegative();
            }
          }
          return i;
        });

    for (Person person : people) {
      long last = as(person).get("/v1/conversations/" + room).number("me.last_read_seq");
      assertThat(unread(person, room)).isEqualTo(others(room, person, last));
      read(person, room, 1_000).expect(200);
      assertThat(unread(person, room)).isZero();
    }
    assertThat(
            database.number(
                "select message_count from conversations where id = '%s'".formatted(room)))
        .isEqualTo(48);
  }

  /// An older version of the api that is still running numbers nothing and moves no watermark.
  @Test
  void whatAnOlderVersionWroteCountsToo() throws SQLException {
    String room = as(ada).group(bob, carl);
    write(ada, room, 2);
    new Leftovers(database).messages(room, ada, 3);
    new Leftovers(database).messages(room, bob, 2);
    write(ada, room, 1);

    assertThat(unread(bob, room)).isEqualTo(6);
    assertThat(unread(carl, room)).isEqualTo(8);
    assertRead(read(carl, room, 4), 4, 5, 3);
    database.change(
        "update messages set deleted_at = now(), content = null"
            + " where seq = 5 and conversation_id = '%s'".formatted(room));
    assertThat(unread(carl, room)).isEqualTo(4);
    assertRead(read(bob, room, 1_000), 9, 0, 5);
  }

  @Test
  void mentionsAreCountedUpToWhereOneHasRead() throws SQLException {
    String room = as(ada).group(bob);
    List<String> messages = write(ada, room, 3);
    for (int i = 0; i < messages.size(); i++) {
      database.change(
          "insert into mentions (user_id, conversation_id, seq, message_id)"
              + " values ('%s', '%s', %d, '%s')".formatted(bob.id(), room, i + 2, messages.get(i)));
    }

    assertThat(count(bob, room, "mention_count")).isEqualTo(3);
    assertThat(count(ada, room, "mention_count")).isZero();
    read(bob, room, 3).expect(200);
    assertThat(count(bob, room, "mention_count")).isEqualTo(1);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  /// @return the ids of so many new messages
  private static List<String> write(Person sender, String room, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> as(sender).write(room, "message").expect(201).text("id"))
        .toList();
  }

  private static Answer read(Person reader, String room, long seq) {
    return as(reader).post("/v1/conversations/" + room + "/read", "{\"seq\": %d}".formatted(seq));
  }

  private static void assertRead(Answer answer, long lastRead, long unread, long updated) {
    assertThat(answer.expect(200).body())
        .isEqualTo(
            "{\"last_read_seq\":%d,\"unread_count\":%d,\"updated_count\":%d}"
                .formatted(lastRead, unread, updated));
  }

  private static long unread(Person person, String room) {
    return count(person, room, "unread_count");
  }

  private static long count(Person person, String room, String name) {
    return as(person).get("/v1/conversations/" + room).expect(200).number("me." + name);
  }

  private static long others(String room, Person reader, long after) throws SQLException {
    return database.number(
        """
        select count(*) from messages
         where conversation_id = '%s' and seq > %d and sender_id <> '%s' and deleted_at is null
        """
            .formatted(room, after, reader.id()));
  }

  private static long marks(String room) throws SQLException {
    return database.number(
        "select count(*) from read_marks where conversation_id = '%s'".formatted(room));
  }

  private static List<String> told(Heard heard, String type, String room) {
    return heard.all().stream()
        .map(Heard.Message::json)
        .filter(json -> json.startsWith("{\"type\":\"" + type + "\"") && json.contains(room))
        .toList();
  }
}
