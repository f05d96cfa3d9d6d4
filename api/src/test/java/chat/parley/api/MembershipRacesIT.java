package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two who change the same conversation at once, through two apis.
class MembershipRacesIT {
  private static final int ROUNDS = 15;

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Person ada;
  private static Person admin;
  private static Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
    ada = one.rest().register("ada");
    admin = one.rest().register("admin");
    bob = one.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  /// Whoever wins, these hold of every conversation.
  @AfterEach
  void everyConversationIsInOrder() throws SQLException {
    assertThat(
            database.number(
                """
                select count(*) from conversations c
                 where c.last_seq <> (select count(*) from events e where e.conversation_id = c.id)
                    or c.last_seq <> (select coalesce(max(seq), 0) from events e
                                       where e.conversation_id = c.id)
                """))
        .as("with a gap in the numbers")
        .isZero();
    assertThat(
            database.number(
                """
                select count(*) from conversations c
                 where c.participant_count <>
                       (select count(*) from participants p where p.conversation_id = c.id)
                    or (c.deleted_at is null) <> (c.participant_count > 0)
                    or (c.deleted_at is null and 1 <> (
                         select count(*) from participants p
                          where p.conversation_id = c.id and p.role = 'owner'))
                """))
        .as("miscounted, ownerless or empty and not closed")
        .isZero();
    assertThat(
            database.number(
                """
                select count(*) from participants p
                 where exists (select from departures d
                                where d.conversation_id = p.conversation_id
                                  and d.user_id = p.user_id)
                    or exists (select from bans b where b.conversation_id = p.conversation_id
                                                    and b.user_id = p.user_id)
                """))
        .as("both in and out")
        .isZero();
  }

  @Test
  void twoJoinsAreOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room();

      List<Answer> answers = race(rest -> room.join(rest.as(bob)), rest -> room.join(rest.as(bob)));

      assertThat(answers.stream().map(Answer::status)).containsExactly(200, 200);
      assertThat(events(room)).containsExactly("2 participant.added", "3 participant_joined");
    }
  }

  @Test
  void aJoinAndAnAddAreOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room();

      List<Answer> answers =
          race(rest -> room.join(rest.as(bob)), rest -> room.add(rest.as(ada), bob));

      assertThat(answers.stream().map(Answer::status)).containsExactly(200, 200);
      assertThat(events(room)).hasSize(2);
    }
  }

  @Test
  void twoRemovalsOrALeaveAndARemovalAreOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room(bob);
      boolean leaves = round % 2 == 0;

      List<Answer> answers =
          race(
              rest -> room.remove(rest.as(ada), bob),
              rest -> leaves ? room.leave(rest.as(bob)) : room.remove(rest.as(admin), bob));

      assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(204, 404);
      assertThat(events(room)).hasSize(2).last().isEqualTo("3 participant.removed");
    }
  }

  @Test
  void whoIsBeingBannedIsNotLetIn() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room();
      boolean joins = round % 2 == 0;

      List<Answer> answers =
          race(
              rest -> room.ban(rest.as(ada), bob),
              rest -> joins ? room.join(rest.as(bob)) : room.add(rest.as(admin), bob));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      // 404: let in, and put out again before the answer was written.
      assertThat(answers.getLast().status()).isIn(200, 403, 404);
      assertThat(events(room)).hasSize(answers.getLast().status() == 403 ? 0 : 4);
    }
  }

  @Test
  void theConversationIsNotHandedToSomebodyWhoIsBeingRemoved() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room(bob);
      boolean leaves = round % 2 == 0;

      List<Answer> answers =
          race(
              rest -> room.leave(rest.as(ada)),
              rest -> leaves ? room.leave(rest.as(admin)) : room.remove(rest.as(ada), admin));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(answers.getLast().status()).isIn(204, 404);
    }
  }

  @Test
  void whenAllLeaveAtOnceTheLastOneOutClosesIt() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room(bob);
      List<Person> people = List.of(ada, admin, bob);

      List<Answer> answers =
          Together.times(3, i -> room.leave((i == 0 ? one : two).rest().as(people.get(i))));

      assertThat(answers.stream().map(Answer::status)).containsOnly(204);
      assertThat(
              database.number(
                  "select count(*) from conversations where deleted_at is not null and id = '%s'"
                      .formatted(room.id())))
          .isEqualTo(1);
    }
  }

  @Test
  void nobodyWritesAfterTheirRemoval() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room(bob);

      List<Answer> answers =
          Together.times(
              4,
              i ->
                  i == 0
                      ? room.remove(one.rest().as(ada), bob)
                      : two.rest().as(bob).write(room.id(), "x"));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(answers.subList(1, 4).stream().map(Answer::status))
          .allMatch(s -> s == 201 || s == 404);
      assertThat(events(room)).last().asString().endsWith(" participant.removed");
    }
  }

  @Test
  void nothingComesAfterTheEnd() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Room room = room(bob);
      Person joining = one.rest().register("joining");

      List<Answer> answers =
          Together.times(
              4,
              i ->
                  switch (i) {
                    case 0 -> room.delete(one.rest().as(ada));
                    case 1 -> two.rest().as(bob).write(room.id(), "x");
                    case 2 -> room.join(two.rest().as(joining));
                    default -> room.remove(one.rest().as(admin), bob);
                  });

      assertThat(answers.stream().map(Answer::status)).doesNotContain(500, 503);
      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(
              database.number(
                  """
                  select count(*) from events e
                    join conversations c on c.id = e.conversation_id and c.last_seq = e.seq
                   where e.type = 'conversation.deleted' and c.id = '%s'
                  """
                      .formatted(room.id())))
          .isEqualTo(1);
      assertThat(
              database.number(
                  "select count(*) from messages where conversation_id = '" + room.id() + "'"))
          .isZero();
    }
  }

  /// A send holds the sender's row and then takes the conversation's. Whoever took them the other
  /// way round would wait for it, and it for them.
  @Test
  void aRemovalWaitsForWhatIsBeingSent() throws Exception {
    Room room = room(bob);

    Answer removal = whileBobIsSending(room, rest -> room.remove(rest.as(ada), bob));

    assertThat(removal.status()).as("%s", removal).isEqualTo(204);
    assertThat(events(room))
        .containsExactly("2 message.created", "3 participant_removed", "4 participant.removed");
  }

  @Test
  void theEndWaitsForWhatIsBeingSent() throws Exception {
    Room room = room(bob);

    Answer end = whileBobIsSending(room, rest -> room.delete(rest.as(ada)));

    assertThat(end.status()).as("%s", end).isEqualTo(204);
  }

  @Test
  void anOwnerWhoLeavesWaitsForWhatTheirSuccessorIsSending() throws Exception {
    Room room = Room.open(one.rest().as(ada), "public", bob);

    Answer left = whileBobIsSending(room, rest -> room.leave(rest.as(ada)));

    assertThat(left.status()).as("%s", left).isEqualTo(204);
  }

  @Test
  void manyJoinAndLeaveAtOnceWhileOthersWrite() throws Exception {
    Room room = room();
    List<Person> people = IntStream.range(0, 6).mapToObj(i -> one.rest().register("busy")).toList();

    List<Boolean> fine =
        Together.times(
            people.size(),
            i -> {
              Rest rest = (i % 2 == 0 ? one : two).rest().as(people.get(i));
              boolean all = true;
              for (int n = 0; n < 8; n++) {
                all &= room.join(rest).status() == 200;
                all &= rest.write(room.id(), "in").status() == 201;
                all &= room.leave(rest).status() == 204;
                all &= rest.write(room.id(), "out").status() == 404;
              }
              return all;
            });

    assertThat(fine).containsOnly(true);
    assertThat(one.rest().as(ada).get(room.path()).number("last_seq")).isEqualTo(1 + 6 * 8 * 5);
  }

  private static Answer whileBobIsSending(Room room, Function<Rest, Answer> change)
      throws Exception {
    // In this order: what is being sent must let go before the change is waited for.
    try (ExecutorService changing = Executors.newVirtualThreadPerTaskExecutor();
        Connection sending = database.connect()) {
      sending.setAutoCommit(false);
      Database.change(
          sending,
          "update participants set last_read_seq = 1 where conversation_id = '%s' and user_id = '%s'"
              .formatted(room.id(), bob.id()));
      Future<Answer> answer = changing.submit(() -> change.apply(two.rest()));
      database.awaitSomebodyWaitingForALock();
      Leftovers.messages(sending, room.id(), bob, 1);
      sending.commit();
      return answer.get();
    }
  }

  private static List<Answer> race(Function<Rest, Answer> first, Function<Rest, Answer> second)
      throws Exception {
    return Together.times(2, i -> i == 0 ? first.apply(one.rest()) : second.apply(two.rest()));
  }

  /// Ada's, with an admin. One event.
  private static Room room(Person... others) throws SQLException {
    Person[] all = Stream.concat(Stream.of(admin), Stream.of(others)).toArray(Person[]::new);
    Room room = Room.open(one.rest().as(ada), "public", all);
    room.makeAdmin(database, admin);
    return room;
  }

  private static List<String> events(Room room) {
    return room.events(one.rest().as(ada), 1);
  }
}
