package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sends of several conversations that one statement writes: each is answered for itself, and none
/// waits for what only another has to wait for. All but the first are made to go together by a
/// lock on a table that every send needs.
@Timeout(60)
class SendGroupsIT {
  private static Database database;
  private static RunningApi one;
  private static RunningApi two;

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

  @Test
  void eachIsAnsweredForItself() throws Exception {
    Person ada = one.rest().register("ada");
    Person bob = one.rest().register("bob");
    String free = one.rest().as(ada).group(bob);
    String silent = one.rest().as(ada).group(bob);
    database.change(
        "update participants set muted_until = now() + interval '1 hour'"
            + " where conversation_id = '%s'".formatted(silent));
    String foreign = one.rest().as(bob).group();
    String repeated = one.rest().as(ada).group(bob);
    Answer earlier = send(one, ada, repeated, "before", "once");

    List<Answer> answers =
        together(
            List.of(
                () -> send(one, ada, free, "to bob", "a"),
                () -> send(one, ada, silent, "mute", "b"),
                () -> send(one, ada, foreign, "stranger", "c"),
                () -> send(one, ada, repeated, "again", "once"),
                () -> send(one, bob, foreign, "to nobody", "d")));

    assertThat(answers.stream().map(Answer::status)).containsExactly(201, 403, 404, 200, 201);
    assertThat(answers.get(0).text("content")).isEqualTo("to bob");
    assertThat(answers.get(1).text("code")).isEqualTo("muted");
    assertThat(answers.get(3).whole()).isEqualTo(earlier.whole());
    assertThat(answers.get(4).text("content")).isEqualTo("to nobody");
    assertNumbersHaveNoGaps();
  }

  @Test
  void repeatsThatRaceThroughTwoApisBecomeOneMessageEach() throws Exception {
    Person ada = one.rest().register("ada");
    List<String> rooms = IntStream.range(0, 6).mapToObj(i -> one.rest().as(ada).group()).toList();
    List<Callable<Answer>> sends = new ArrayList<>();
    for (String room : rooms) {
      sends.add(() -> send(one, ada, room, "x", "same"));
      sends.add(() -> send(two, ada, room, "x", "same"));
    }

    List<Answer> answers = together(sends);

    for (int room = 0; room < rooms.size(); room++) {
      List<Answer> pair = answers.subList(2 * room, 2 * room + 2);
      assertThat(pair.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 200);
      assertThat(pair.get(0).whole()).isEqualTo(pair.get(1).whole());
    }
    assertNumbersHaveNoGaps();
  }

  /// Without `skip locked` the others would wait for the lock as well.
  @Test
  void whoseConversationIsLockedWaitsAlone() throws Exception {
    Person ada = one.rest().register("ada");
    String locked = one.rest().as(ada).group();
    String free = one.rest().as(ada).group();
    try (Connection holder = database.connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.setAutoCommit(false);
      Database.change(
          holder, "update conversations set name = 'x' where id = '%s'".formatted(locked));

      List<Future<Answer>> sent =
          begun(
              threads,
              List.of(
                  () -> send(one, ada, locked, "waits", "a"),
                  () -> send(one, ada, free, "does not", "b")));

      assertThat(sent.get(1).get().status()).isEqualTo(201);
      database.awaitSomebodyWaitingForALock();
      assertThat(sent.get(0).isDone()).isFalse();
      assertThat(send(one, ada, free, "nor does this", "c").status()).isEqualTo(201);
      holder.commit();
      assertThat(sent.get(0).get().status()).isEqualTo(201);
    }
    assertNumbersHaveNoGaps();
  }

  private static List<Answer> together(List<Callable<Answer>> sends) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : begun(threads, sends)) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  /// The place of each api is taken by a send that waits for the outbox; the others come then.
  private static List<Future<Answer>> begun(ExecutorService threads, List<Callable<Answer>> sends)
      throws SQLException {
    Person first = one.rest().register("first");
    String mine = one.rest().as(first).group();
    String other = one.rest().as(first).group();
    List<Future<Answer>> all = new ArrayList<>();
    try (Connection holder = database.connect()) {
      holder.setAutoCommit(false);
      try (Statement lock = holder.createStatement()) {
        lock.execute("lock table outbox in share mode");
      }
      threads.submit(() -> send(one, first, mine, "first", "a"));
      threads.submit(() -> send(two, first, other, "first", "b"));
      await()
          .until(
              () ->
                  2
                      == database.number(
                          "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                              + " and query like 'with draft as%'"));
      sends.forEach(send -> all.add(threads.submit(send)));
      await().until(() -> waiting(one) + waiting(two) == sends.size());
      holder.rollback();
    }
    return all;
  }

  private static Answer send(
      RunningApi api, Person sender, String room, String content, String clientId) {
    return api.rest()
        .as(sender)
        .post(
            Rest.messages(room),
            "{\"content\": \"%s\", \"client_id\": \"%s\"}".formatted(content, clientId));
  }

  private static long waiting(RunningApi api) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI meters = api.rest().base().resolve("/prometheus");
      return http.send(HttpRequest.newBuilder(meters).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("parley_api_sends_waiting "))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
          .sum();
    }
  }

  private static void assertNumbersHaveNoGaps() throws SQLException {
    assertThat(
            database.number(
                """
                select count(*) from conversations c
                 where c.last_seq <> (select count(*) from events e where e.conversation_id = c.id)
                    or c.last_seq <> (select max(seq) from events e where e.conversation_id = c.id)
                """))
        .isZero();
  }
}
