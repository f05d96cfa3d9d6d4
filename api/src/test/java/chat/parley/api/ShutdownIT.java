package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of requests when the api is told to end.
class ShutdownIT {
  private static final int WRITERS = 8;

  @Test
  void whoWritesWithoutPauseIsAnsweredThatItIsDoneOrNotAnsweredAtAll() throws Exception {
    Database database = Database.fresh();
    AtomicInteger done = new AtomicInteger();
    RunningApi api = RunningApi.on(database);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Rest ada = api.rest().as(api.rest().register("ada"));
      String room = ada.group();
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> writeUntilNobodyAnswers(ada, room, done)));
      }
      await().until(() -> done.get() > 100);

      api.close();

      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    // What was cut off may have been done: at most the last of each.
    assertThat(database.number("select count(*) from messages where type = 'text'"))
        .isBetween((long) done.get(), (long) done.get() + WRITERS);
  }

  @Test
  void whatHasBegunIsFinishedAnsweredAndPublished() throws Exception {
    Leftovers leftovers = new Leftovers(Database.fresh());
    RunningApi api = RunningApi.on(leftovers.database());
    Rest ada = api.rest().as(api.rest().register("ada"));
    String room = ada.group();
    CompletableFuture<Integer> status;
    CompletableFuture<Void> closed;
    try (Connection connection = lock(leftovers.database(), room)) {
      status = CompletableFuture.supplyAsync(() -> ada.write(room, "the last").status());
      leftovers.database().awaitSomebodyWaitingForALock();

      closed = CompletableFuture.runAsync(api::close);
      await().until(() -> refusesConnections(ada));
      connection.rollback();
    }

    assertThat(status.join()).isEqualTo(201);
    closed.join();
    assertThat(leftovers.rows()).isZero();
  }

  @Test
  void whatIsNotFinishedInTheGracePeriodIsCutOff() throws Exception {
    Database database = Database.fresh();
    RunningApi api =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.shutdown.grace-period", "300ms"));
    Rest ada = api.rest().as(api.rest().register("ada"));
    String room = ada.group();
    try (Connection connection = lock(database, room)) {
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(() -> ada.write(room, "too late").status());
      database.awaitSomebodyWaitingForALock();

      api.close();

      assertThatThrownBy(status::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(UncheckedIOException.class);
      connection.rollback();
    }
  }

  @Test
  void duringTheNoticeAllIsServedAndAskedToConnectAnewAndTheApiIsUnready() throws Exception {
    RunningApi api = RunningApi.with(Map.of("parley.shutdown.notice", "3s"));
    Rest ada = api.rest().as(api.rest().register("ada"));
    String room = ada.group();
    try (RawConnection kept = new RawConnection(api.port())) {
      assertThat(kept.get("/.well-known/jwks.json"))
          .startsWith("HTTP/1.1 200")
          .doesNotContainIgnoringCase("connection: close");

      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(api::close, Thread::startVirtualThread);
      await().until(() -> ada.get("/health/readiness").status() == 503);

      assertThat(kept.get("/.well-known/jwks.json"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close");
      assertThat(kept.isAtItsEnd()).isTrue();
      ada.write(room, "on a new connection").expect(201);
      assertThat(closed).isNotDone();
      closed.join();
      assertThat(refusesConnections(ada)).isTrue();
    }
  }

  @Test
  void whoHasConnectedIsAnsweredThoughTheyAskLater() throws Exception {
    RunningApi api = RunningApi.with(Map.of("parley.shutdown.first-request", "20s"));
    Rest ada = api.rest().as(api.rest().register("ada"));
    try (RawConnection fresh = new RawConnection(api.port());
        RawConnection after = new RawConnection(api.port())) {
      // Accepted in turn: so the other one is, too.
      assertThat(after.get("/.well-known/jwks.json")).startsWith("HTTP/1.1 200");

      CompletableFuture<Void> closed = CompletableFuture.runAsync(api::close);
      await().until(() -> refusesConnections(ada));

      assertThat(fresh.get("/.well-known/jwks.json"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close");
      closed.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void whoConnectsAndAsksNothingHoldsItUpNoLongerThanThat() throws Exception {
    RunningApi api = RunningApi.with(Map.of("parley.shutdown.first-request", "300ms"));
    try (RawConnection silent = new RawConnection(api.port());
        RawConnection after = new RawConnection(api.port())) {
      assertThat(after.get("/.well-known/jwks.json")).startsWith("HTTP/1.1 200");

      CompletableFuture.runAsync(api::close).orTimeout(10, TimeUnit.SECONDS).join();

      assertThat(silent.isAtItsEnd()).isTrue();
    }
  }

  /// Nobody writes there until the transaction ends.
  private static Connection lock(Database database, String room) throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    Database.change(
        connection, "update conversations set last_seq = last_seq where id = '" + room + "'");
    return connection;
  }

  private static void writeUntilNobodyAnswers(Rest ada, String room, AtomicInteger done) {
    try {
      while (true) {
        ada.write(room, "one more").expect(201);
        done.incrementAndGet();
      }
    } catch (UncheckedIOException e) {
      // Hung up on, or nobody is there.
    }
  }

  private static boolean refusesConnections(Rest rest) {
    try (Socket socket = new Socket(rest.base().getHost(), rest.base().getPort())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }
}
