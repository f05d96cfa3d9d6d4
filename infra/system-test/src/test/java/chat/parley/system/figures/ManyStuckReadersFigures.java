package chat.parley.system.figures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Client;
import chat.parley.load.client.Course;
import chat.parley.load.client.Load;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.client.Residents;
import chat.parley.load.client.Staying;
import chat.parley.load.meter.NodeMeters;
import chat.parley.load.population.Population;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// 1,000 clients that take nothing from TCP, on one node.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class ManyStuckReadersFigures {
  private static final int STUCK = 1_000;
  private static final int NEIGHBOURS = 10;
  private static final int SECONDS = 60;
  private static final int SETTLED_SECONDS = 8;

  @Test
  void inOneRoomTheyShareWhatWaits() throws InterruptedException {
    run("many-stuck-readers-one-room", 1, 100, "x".repeat(4_000));
  }

  /// Nothing is shared between rooms: as much as there can be waits, in texts of the largest
  /// kind.
  @Test
  void inManyRoomsEachRoomWaitsForItself() throws InterruptedException {
    run("many-stuck-readers-100-rooms", 100, 150, "👋".repeat(4_000));
  }

  private static void run(String name, int rooms, int perSecond, String text)
      throws InterruptedException {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(1))) {
      Population people = Population.of(stack, STUCK + NEIGHBOURS, rooms, 0);
      RunningNode push = stack.pushes().getFirst();
      Report report =
          new Report(
              name,
              "1,000 stuck readers, %d room(s)".formatted(rooms),
              ManyStuckReadersFigures.class,
              stack);
      Stuck course = new Stuck();
      try (Residents neighbours =
              Residents.of(
                  people, people.members().subList(STUCK, STUCK + NEIGHBOURS), new Staying());
          Residents stuck = Residents.of(people, people.members().subList(0, STUCK), course)) {
        stuck.clients().forEach(ParleyClient::withSmallReceiveBuffer);
        neighbours.connectGently(List.of(push.port()));
        report
            .line("%d messages/s of %,d bytes.", perSecond, text.getBytes(UTF_8).length)
            .head(
                "s",
                "closed with 4408",
                "resident MB",
                "heap MB",
                "direct MB",
                "kernel's TCP buffers MB");
        double before = NodeMeters.residentMegabytes(push);
        stuck.connectGently(List.of(push.port()));
        Load load =
            Load.start(stack.apis(), people.members().subList(STUCK - 100, STUCK), perSecond, text);
        try (load) {
          double closed = 0;
          int unchanged = 0;
          for (int second = 0; second <= SECONDS && unchanged < SETTLED_SECONDS; second++) {
            assertThat(push.isRunning()).as("the push node is alive").isTrue();
            double now = row(report, second, push);
            unchanged = now > 0 && now == closed ? unchanged + 1 : 0;
            closed = now;
            Thread.sleep(1_000);
          }
        }
        report.end();
        assertThat(NodeMeters.residentMegabytes(push) - before)
            .as("what 1,000 stuck readers cost the node, in MB")
            .isLessThan(STUCK);
        stuck.loop().execute(() -> stuck.clients().forEach(Client::goOnReading));
        await()
            .atMost(30, TimeUnit.SECONDS)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> stuck.count(Client::isClosed) == STUCK);
        Map<Integer, Long> codes = stuck.loop().ask(() -> Map.copyOf(course.codes));
        report.line("Close codes that the clients read when they read again (-1: none): %s", codes);
        neighbours.requireEverythingOnceInOrder(60);
        assertThat(stuck.loop().faults()).isEmpty();
        assertThat(load.faults()).isEmpty();
      } finally {
        report.write();
      }
    }
  }

  private static double row(Report report, int second, RunningNode push) {
    NodeMeters meters = NodeMeters.of(push);
    double closed = meters.closed(4408);
    report.row(
        second,
        (long) closed,
        NodeMeters.residentMegabytes(push),
        meters.heapMegabytes(),
        meters.directMegabytes(),
        NodeMeters.kernelBufferMegabytes());
    return closed;
  }

  private static final class Stuck implements Course {
    private final Map<Integer, Long> codes = new HashMap<>();

    @Override
    public void following(Client client) {
      client.stopReading();
    }

    @Override
    public void closed(Client client, int code) {
      codes.merge(code, 1L, Long::sum);
    }
  }
}
