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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two who change what is between them at once, through two apis.
class TieRacesIT {
  private static final int ROUNDS = 15;

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;

  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @BeforeEach
  void register() {
    ada = one.rest().register("ada");
    bob = one.rest().register("bob");
  }

  /// Whoever wins, these hold of everybody.
  @AfterEach
  void allTiesAreInOrder() throws SQLException {
    assertThat(
            database.number(
                """
                select count(*) from friendships f
                  join blocks b on (b.blocker_id, b.blocked_id)
                                   in ((f.low_id, f.high_id), (f.high_id, f.low_id))
                """))
        .as("a friendship or a request beside a block")
        .isZero();
    assertThat(
            database.number(
                """
                select count(*) from participants p
                  join conversations c on c.id = p.conversation_id
                 where p.blocked <>
                       exists (select from blocks b
                                where (b.blocker_id, b.blocked_id)
                                      in ((c.direct_low, c.direct_high),
                                          (c.direct_high, c.direct_low)))
                """))
        .as("a direct conversation that doesn't know of its blocks")
        .isZero();
  }

  @Test
  void requestsThatCrossBecomeOneFriendship() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Answer> answers =
          race(rest -> Ties.ask(rest.as(ada), bob), rest -> Ties.ask(rest.as(bob), ada));

      assertThat(answers.stream().map(each -> each.expect(201).text("status")))
          .containsExactlyInAnyOrder("pending", "accepted");
      assertThat(answers.stream().map(each -> each.text("id")).distinct()).hasSize(1);
      assertThat(friendsOfAda()).containsExactly(bob.id());
      Ties.end(one.rest().as(ada), bob).expect(204);
    }
  }

  @Test
  void equalRequestsAreOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Answer> answers =
          race(rest -> Ties.ask(rest.as(ada), bob), rest -> Ties.ask(rest.as(ada), bob));

      assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
      Ties.block(one.rest().as(bob), ada).expect(204);
      Ties.lift(one.rest().as(bob), ada).expect(204);
    }
  }

  @Test
  void acceptingTwiceAtOnceIsAcceptingOnce() throws Exception {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      for (int round = 0; round < ROUNDS; round++) {
        String request = Ties.ask(one.rest().as(ada), bob).expect(201).text("id");

        List<Answer> answers =
            race(
                rest -> Ties.accept(rest.as(bob), request),
                rest -> Ties.accept(rest.as(bob), request));

        assertThat(answers.stream().map(Answer::status)).containsExactly(200, 200);
        Ties.end(one.rest().as(ada), bob).expect(204);
        assertThat(heard.on("parley:u:" + ada.id(), 2 * (round + 1)))
            .as("accepted and removed, once each")
            .hasSize(2 * (round + 1));
      }
    }
  }

  @Test
  void whatIsAcceptedWhileItIsTakenBackIsOneOfTheTwo() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String request = Ties.ask(one.rest().as(ada), bob).expect(201).text("id");

      List<Answer> answers =
          race(
              rest -> Ties.accept(rest.as(bob), request),
              rest -> Ties.withdraw(rest.as(ada), request));

      boolean accepted = answers.getFirst().status() == 200;
      assertThat(answers.stream().map(Answer::status)).isIn(List.of(200, 409), List.of(404, 204));
      assertThat(friendsOfAda()).hasSize(accepted ? 1 : 0);
      Ties.end(one.rest().as(ada), bob).expect(204);
    }
  }

  @Test
  void noFriendshipBeginsBehindABlock() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      boolean accepts = round % 2 == 0;
      String request = accepts ? Ties.ask(one.rest().as(ada), bob).expect(201).text("id") : "";

      List<Answer> answers =
          race(
              rest -> Ties.block(rest.as(ada), bob),
              rest -> accepts ? Ties.accept(rest.as(bob), request) : Ties.ask(rest.as(bob), ada));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(answers.getLast().status()).isIn(accepts ? List.of(200, 404) : List.of(201, 403));
      assertThat(friendsOfAda()).isEmpty();
      allTiesAreInOrder();
      Ties.lift(one.rest().as(ada), bob).expect(204);
    }
  }

  @Test
  void noDirectConversationBeginsBehindABlock() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Person other = one.rest().register("other");

      List<Answer> answers =
          race(rest -> Ties.block(rest.as(ada), other), rest -> rest.as(other).direct(ada));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      Answer opened = answers.getLast();
      assertThat(opened.status()).isIn(201, 403);
      if (opened.status() == 201) {
        two.rest().as(other).write(opened.text("id"), "x").expect(403);
      }
    }
  }

  @Test
  void bothBlockEachOtherAndLiftThatAtOnce() throws Exception {
    String direct = one.rest().as(ada).direct(bob).expect(201).text("id");
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(
              race(rest -> Ties.block(rest.as(ada), bob), rest -> Ties.block(rest.as(bob), ada))
                  .stream()
                  .map(Answer::status))
          .containsExactly(204, 204);
      allTiesAreInOrder();
      assertThat(
              race(rest -> Ties.lift(rest.as(ada), bob), rest -> Ties.lift(rest.as(bob), ada))
                  .stream()
                  .map(Answer::status))
          .containsExactly(204, 204);
      one.rest().as(bob).write(direct, "x").expect(201);
    }
  }

  @Test
  void nothingIsWrittenOnceTheBlockIsAnswered() throws Exception {
    String direct = one.rest().as(ada).direct(bob).expect(201).text("id");
    long[] atTheAnswer = {0};
    for (int round = 0; round < ROUNDS; round++) {
      List<Answer> answers =
          Together.times(
              5,
              i -> {
                if (i > 0) {
                  return (i % 2 == 0 ? one : two).rest().as(bob).write(direct, "x");
                }
                Answer blocked = Ties.block(one.rest().as(ada), bob);
                atTheAnswer[0] = lastSeq(direct);
                return blocked;
              });

      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(answers.subList(1, 5).stream().map(Answer::status))
          .allMatch(status -> status == 201 || status == 403);
      assertThat(lastSeq(direct)).isEqualTo(atTheAnswer[0]);
      Ties.lift(one.rest().as(ada), bob).expect(204);
    }
  }

  /// Takes a message that has begun and not yet committed when the block comes.
  @Test
  void aBlockWaitsForWhatIsBeingWritten() throws Exception {
    String direct = one.rest().as(ada).direct(bob).expect(201).text("id");
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        Connection sending = database.connect()) {
      sending.setAutoCommit(false);
      Database.change(
          sending,
          "update participants set last_read_seq = 0 where conversation_id = '%s' and user_id = '%s'"
              .formatted(direct, bob.id()));
      Future<Answer> block = blocking.submit(() -> Ties.block(two.rest().as(ada), bob));
      database.awaitSomebodyWaitingForALock();
      Leftovers.messages(sending, direct, bob, 1);
      sending.commit();

      block.get().expect(204);
    }
    one.rest().as(bob).write(direct, "x").expect(403);
  }

  /// The other way round: without the lock on the sender's row the message would get in behind
  /// it.
  @Test
  void whoIsBeingBlockedWritesBeforeTheBlockOrNotAtAll() throws Exception {
    String direct = one.rest().as(ada).direct(bob).expect(201).text("id");
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor();
        Connection blocking = database.connect()) {
      blocking.setAutoCommit(false);
      Database.change(
          blocking, "insert into blocks values ('%s', '%s', now())".formatted(ada.id(), bob.id()));
      Database.change(
          blocking,
          "update participants set blocked = true where conversation_id = '" + direct + "'");
      Future<Answer> send = sender.submit(() -> two.rest().as(bob).write(direct, "late"));
      database.awaitSomebodyWaitingForALock();
      blocking.commit();

      send.get().expect(403);
    }
    assertThat(lastSeq(direct)).isZero();
  }

  @Test
  void whoIsBeingDeletedIsNotAsked() throws Exception {
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
        Connection deletion = database.connect()) {
      deletion.setAutoCommit(false);
      Database.change(
          deletion, "update accounts set deleted_at = now() where id = '" + bob.id() + "'");
      Future<Answer> asked = asking.submit(() -> Ties.ask(two.rest().as(ada), bob));
      database.awaitSomebodyWaitingForALock();
      deletion.commit();

      asked.get().expect(404);
    }
  }

  private List<String> friendsOfAda() {
    return two.rest().as(ada).get("/v1/friends").expect(200).texts("id");
  }

  private long lastSeq(String direct) {
    return one.rest().as(ada).get("/v1/conversations/" + direct).expect(200).number("last_seq");
  }

  private static List<Answer> race(Function<Rest, Answer> first, Function<Rest, Answer> second)
      throws Exception {
    return Together.times(2, i -> i == 0 ? first.apply(one.rest()) : second.apply(two.rest()));
  }
}
