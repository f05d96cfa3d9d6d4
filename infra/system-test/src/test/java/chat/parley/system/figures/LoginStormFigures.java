package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.RestConnection;
import chat.parley.load.meter.NodeMeters;
import chat.parley.load.population.Database;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// 200 people log in at one api in the same moment; others go on asking who they are.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class LoginStormFigures {
  private static final int PEOPLE = 200;
  private static final int ROUNDS = 3;
  private static final int ALONE = 30;
  private static final int ASKED_PER_SECOND = 50;
  private static final String PASSWORD = "correct horse battery";

  /// With passwords that cost what they cost outside of tests.
  private static StackOptions asOutside() {
    return StackOptions.temporary()
        .with("PARLEY_PASSWORDS_MEMORY", "19456")
        .with("PARLEY_PASSWORDS_PASSES", "2");
  }

  @Test
  void twoHundredLogInAtOnceWhileOthersGoOn() throws Exception {
    try (Stack stack = Stack.start(asOutside())) {
      RunningNode api = stack.apis().getFirst();
      Population people = Population.of(stack, PEOPLE + 1, 10, 0);
      givePassword(stack, api, people);
      Report report = new Report("logins", "200 logins at once", LoginStormFigures.class, stack);
      try {
        Histogram alone = oneByOne(api, people);
        report
            .head("%d logins one by one".formatted(ALONE), "ms")
            .row("p50", Report.millis(alone, 50))
            .row("p99", Report.millis(alone, 99))
            .end();
        Asking calm = Asking.start(api, people.members().getLast().token());
        LockSupport.parkNanos(10_000_000_000L);
        calm.stop();
        report.line(
            "`GET /v1/users/me` at %d/s without logins: p50 %.1f ms, p99 %.1f ms; api %.0f MB.",
            ASKED_PER_SECOND,
            Report.millis(calm.times, 50),
            Report.millis(calm.times, 99),
            NodeMeters.residentMegabytes(api));
        for (int round = 1; round <= ROUNDS; round++) {
          storm(round, api, people, report);
        }
      } finally {
        report.write();
      }
    }
  }

  /// One hash for all: what it costs to check doesn't depend on whose it is.
  private static void givePassword(Stack stack, RunningNode api, Population people)
      throws Exception {
    try (RestConnection connection = new RestConnection(api.port())) {
      assertThat(
              connection.post(
                  "/v1/auth/register",
                  "",
                  "{\"username\":\"first\",\"email\":\"first@example.org\",\"password\":\"%s\"}"
                      .formatted(PASSWORD)))
          .isEqualTo(201);
    }
    try (Connection database = Database.of(stack).connect();
        Statement statement = database.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  """
                  update accounts set password_hash =
                    (select password_hash from accounts where username = 'first')
                  """))
          .isEqualTo(people.members().size() + 1);
    } catch (SQLException e) {
      throw new IllegalStateException("no passwords for the town", e);
    }
  }

  private static Histogram oneByOne(RunningNode api, Population people) throws IOException {
    Histogram times = new Histogram(3);
    try (RestConnection connection = new RestConnection(api.port())) {
      for (int i = 0; i < ALONE; i++) {
        long began = System.nanoTime();
        assertThat(logIn(connection, people.members().get(i))).isEqualTo(200);
        times.recordValue(System.nanoTime() - began);
      }
    }
    return times;
  }

  private static void storm(int round, RunningNode api, Population people, Report report)
      throws Exception {
    Histogram times = new ConcurrentHistogram(3);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> logins = new ArrayList<>();
    try (Asking asking = Asking.start(api, people.members().getLast().token());
        Peak peak = Peak.start(api);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Member member : people.members().subList(0, PEOPLE)) {
        RestConnection connection = new RestConnection(api.port());
        logins.add(
            threads.submit(
                () -> {
                  try (connection) {
                    start.await();
                    long began = System.nanoTime();
                    int status = logIn(connection, member);
                    times.recordValue(System.nanoTime() - began);
                    return status;
                  }
                }));
      }
      long began = System.nanoTime();
      start.countDown();
      long in = 0;
      for (Future<Integer> login : logins) {
        in += login.get() == 200 ? 1 : 0;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      asking.stop();
      report
          .head("round %d".formatted(round), "")
          .row("logged in, of " + PEOPLE, in)
          .row("logins per second", in / seconds)
          .row("login p50, ms", Report.millis(times, 50))
          .row("login p99, ms", Report.millis(times, 99))
          .row("`GET /v1/users/me` meanwhile, calls", asking.times.getTotalCount())
          .row("… p50, ms", Report.millis(asking.times, 50))
          .row("… p99, ms", Report.millis(asking.times, 99))
          .row("most memory resident, MB", peak.resident)
          .end();
      assertThat(in).isEqualTo(PEOPLE);
    }
  }

  private static int logIn(RestConnection connection, Member member) throws IOException {
    return connection.post(
        "/v1/auth/login",
        "",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(member.name(), PASSWORD));
  }

  /// Somebody who asks who they are, at a fixed rate: from when a question was due.
  private static final class Asking implements AutoCloseable {
    private final Histogram times = new ConcurrentHistogram(3);
    private volatile boolean stopped;
    private final Thread thread;

    private Asking(RunningNode api, String token) {
      thread = Thread.ofPlatform().start(() -> ask(api, token));
    }

    static Asking start(RunningNode api, String token) {
      return new Asking(api, token);
    }

    private void ask(RunningNode api, String token) {
      try (RestConnection connection = new RestConnection(api.port())) {
        long start = System.nanoTime();
        for (long i = 0; !stopped; i++) {
          long due = start + i * 1_000_000_000L / ASKED_PER_SECOND;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          if (connection.get("/v1/users/me", token) != 200) {
            throw new IllegalStateException("not answered");
          }
          times.recordValue(System.nanoTime() - due);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void stop() throws InterruptedException {
      stopped = true;
      thread.join();
    }

    @Override
    public void close() {
      stopped = true;
    }
  }

  /// The most that the process ever had.
  private static final class Peak implements AutoCloseable {
    private volatile double resident;
    private volatile boolean stopped;

    private Peak(RunningNode api) {
      Thread.ofPlatform()
          .start(
              () -> {
                while (!stopped) {
                  resident = Math.max(resident, NodeMeters.residentMegabytes(api));
                  LockSupport.parkNanos(20_000_000);
                }
              });
    }

    static Peak start(RunningNode api) {
      return new Peak(api);
    }

    @Override
    public void close() {
      stopped = true;
    }
  }
}
