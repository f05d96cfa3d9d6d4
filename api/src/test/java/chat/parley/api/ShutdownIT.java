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
