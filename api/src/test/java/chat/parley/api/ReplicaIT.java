package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.PostgresStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// History and search read from a streaming replica, one that follows, one that lags for ever, and
/// one that is away. What is read is never older than what has been written.
@Isolated("It reads the meters of the process.")
class ReplicaIT {
  private static PostgresStore primary;
  private static PostgresStore replica;
  private static RunningApi api;
  private static Rest ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    primary = PostgresStore.temporaryPrimary();
    String database = primary.createDatabase("parley");
    replica = primary.standby();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database,
                "parley.database.username",
                primary.username(),
                "parley.database.password",
                primary.password(),
                "parley.database.replica.url",
                replica.jdbcUrl("parley"),
                // Longer than in production where it is to be waited for, shorter where it isn't.
                "parley.database.replica.patience",
                "200ms",
                "parley.database.replica.retry",
                "100ms",
                "parley.database.replica.timeout",
                "1s"));
    ada = api.rest().as(api.rest().register("ada"));
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
    replica.close();
    primary.close();
  }

  @AfterEach
  void bringBack() throws SQLException {
    if (!replica.isRunning()) {
      replica.restart();
    }
    replica.resume();
    onReplica("select pg_wal_replay_resume()");
  }

  @Test
  void historyAndSearchAreReadFromTheReplica() {
    String room = ada.group();
    ada.write(room, "a lighthouse").expect(201);
    awaitUse(room);
    double before = readFrom("replica");

    assertThat(newest(ada.get(Rest.messages(room)))).isEqualTo("a lighthouse");
    assertThat(found("lighthouse")).isEqualTo(1);

    assertThat(readFrom("replica")).isEqualTo(before + 2);
  }

  @Test
  void aReplicaThatLagsIsNotBelieved() throws SQLException {
    String room = ada.group(bob);
    awaitUse(room);
    onReplica("select pg_wal_replay_pause()");
    double before = readFrom("primary");

    ada.write(room, "a moment ago").expect(201);

    assertThat(newest(ada.get(Rest.messages(room)))).isEqualTo("a moment ago");
    assertThat(found("moment")).isEqualTo(1);
    assertThat(readFrom("primary")).isGreaterThan(before);
  }

  @Test
  void whoHasBeenRemovedReadsNothingMoreOfALaggingReplica() throws SQLException {
    Room room = Room.open(ada, "private", bob);
    ada.write(room.id(), "between us").expect(201);
    awaitUse(room.id());
    onReplica("select pg_wal_replay_pause()");

    room.remove(ada, bob).expect(204);

    api.rest().as(bob).get(Rest.messages(room.id())).expect(404);
  }

  @Test
  void oneReadsWhatOneHasJustWrittenHoweverBusyTheReplicaIs() {
    String room = ada.group();
    for (int i = 0; i < 100; i++) {
      ada.write(room, "note " + i).expect(201);

      Answer page = ada.get(Rest.messages(room) + "?limit=1").expect(200);

      assertThat(newest(page)).isEqualTo("note " + i);
    }
  }

  @Test
  void withoutTheReplicaThePrimaryAnswersUntilItIsBack() {
    String room = ada.group();
    ada.write(room, "still here").expect(201);
    awaitUse(room);
    double before = readFrom("primary");

    replica.kill();
    assertThat(newest(ada.get(Rest.messages(room)))).isEqualTo("still here");
    assertThat(readFrom("primary")).isGreaterThan(before);

    replica.restart();
    awaitUse(room);
  }

  @Test
  void aReplicaThatNoLongerAnswersHoldsUpOneReader() {
    String room = ada.group();
    ada.write(room, "still here").expect(201);
    awaitUse(room);
    double before = readFrom("primary");

    replica.suspend();

    assertThat(newest(ada.get(Rest.messages(room)))).isEqualTo("still here");
    assertThat(readFrom("primary")).isGreaterThan(before);
  }

  @Test
  void aServerThatIsNoReplicaAnyMoreIsNotBelieved() {
    try (RunningApi other =
        RunningApi.with(
            Map.of("parley.database.replica.url", RunningApi.postgres().jdbcUrl("postgres")))) {
      Rest cleo = other.rest().as(other.rest().register("cleo"));
      String room = cleo.group();
      cleo.write(room, "where it was written").expect(201);

      assertThat(newest(cleo.get(Rest.messages(room)))).isEqualTo("where it was written");
      assertThat(
              other.bean(MeterRegistry.class).counter("parley.reads", "server", "primary").count())
          .isEqualTo(1);
    }
  }

  /// The replica answers, after whatever it rested for.
  private static void awaitUse(String room) {
    double before = readFrom("replica");
    await()
        .untilAsserted(
            () -> {
              ada.get(Rest.messages(room)).expect(200);
              assertThat(readFrom("replica")).isGreaterThan(before);
            });
  }

  private static double readFrom(String server) {
    return api.bean(MeterRegistry.class).counter("parley.reads", "server", server).count();
  }

  private static String newest(Answer page) {
    return page.expect(200).texts("content").getLast();
  }

  private static int found(String word) {
    return ada.get("/v1/search/messages?q=" + word).expect(200).items().size();
  }

  private static void onReplica(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(replica.jdbcUrl(), replica.username(), replica.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
