package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Client;
import chat.parley.load.client.Course;
import chat.parley.load.client.Load;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.client.Residents;
import chat.parley.load.meter.NodeMeters;
import chat.parley.load.population.Population;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The only push node is restarted under 5,000 clients, and all come back in the same moment.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class StormFigures {
  private static final int CLIENTS = 5_000;
  private static final int CONVERSATIONS = 500;
  private static final int[] OFFSETS = {0, 1, 7, 31, 97};
  private static final int SENDERS = 100;
  private static final int PER_SECOND = 50;

  @Test
  void fiveThousandClientsResumeAtOnceAndMissNothing() {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(1))) {
      Population people = Population.of(stack, CLIENTS, CONVERSATIONS, OFFSETS);
      SqlMeters sql = new SqlMeters(stack);
      RunningNode push = stack.pushes().getFirst();
      Storm storm = new Storm(push.port());
      Report report =
          new Report("storm", "5,000 clients resume after a restart", StormFigures.class, stack);
      report.line(
          "%,d clients, %d conversations of %d members, %d messages/s all the time.",
          CLIENTS, CONVERSATIONS, CLIENTS * OFFSETS.length / CONVERSATIONS, PER_SECOND);
      try (Residents crowd = Residents.of(people, people.members(), storm)) {
        crowd.connectGently(List.of(push.port()));
        var senders =
            IntStream.range(0, SENDERS)
                .mapToObj(i -> people.members().get(i * CLIENTS / SENDERS))
                .toList();
        Load load = Load.start(stack.apis(), senders, PER_SECOND, "x".repeat(20));
        try (load) {
          run("SIGTERM", push::restart, stack, crowd, storm, sql, report);
          run("SIGKILL", () -> killAndStart(push), stack, crowd, storm, sql, report);
        }
        crowd.requireEverythingOnceInOrder(60);
        assertThat(load.faults()).isEmpty();
        assertThat(people.lastSeqs().values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(load.acknowledged());
        report.line(
            "Every client got each of its conversations' events once and in order;"
                + " %,d messages were acknowledged.",
            load.acknowledged());
      } finally {
        report.write();
      }
    }
  }

  private static void killAndStart(RunningNode push) {
    push.kill();
    push.restart();
  }

  private static void run(
      String how,
      Runnable restart,
      Stack stack,
      Residents crowd,
      Storm storm,
      SqlMeters sql,
      Report report) {
    RunningNode push = stack.pushes().getFirst();
    long down = System.nanoTime();
    restart.run();
    push.awaitReady();
    crowd.awaitAll(Client::isClosed, 10);
    storm.refusals.clear();
    Map<String, Long> calls = NodeMeters.calls(stack.apis());
    sql.reset();
    long began = System.nanoTime();
    crowd.loop().execute(() -> crowd.clients().forEach(client -> client.connect(push.port())));
    crowd.awaitAll(Client::isFollowing, 120);
    Map<String, Long> statements = sql.statements();
    Map<String, Long> called = NodeMeters.callsSince(calls, stack.apis());

    Histogram resumed = new Histogram(3);
    long replayed =
        crowd
            .loop()
            .ask(
                () -> {
                  crowd.clients().forEach(c -> resumed.recordValue(c.followingAt() - began));
                  return crowd.clients().stream().mapToLong(ParleyClient::replayed).sum();
                });
    report
        .line("## %s", how)
        .head("from the node's being ready until a client is resumed", "ms")
        .row("p50", Report.millis(resumed, 50))
        .row("p99", Report.millis(resumed, 99))
        .row("all", Report.millis(resumed, 100))
        .end()
        .line(
            "Node away for %.1f s; %,d events replayed; refused and tried again, by status: %s;"
                + " push afterwards: %.0f MB resident, %.0f MB heap.",
            (began - down) / 1e9,
            replayed,
            storm.refusals,
            NodeMeters.residentMegabytes(push),
            NodeMeters.of(push).heapMegabytes())
        .head("calls to the apis during the storm", "count");
    called.forEach(report::row);
    report.end().head("statements during the storm", "count");
    statements.forEach(report::row);
    report.row("all", statements.values().stream().mapToLong(Long::longValue).sum()).end();
  }

  /// Clients wait to be told; refused, they come again soon.
  private static final class Storm implements Course {
    private final int port;
    private final Map<Integer, Long> refusals = new ConcurrentHashMap<>();

    Storm(int port) {
      this.port = port;
    }

    @Override
    public void refused(Client client, int status) {
      refusals.merge(status, 1L, Long::sum);
      client
          .loop()
          .after(100 + ThreadLocalRandom.current().nextInt(200), () -> client.connect(port));
    }
  }
}
