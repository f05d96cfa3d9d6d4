package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Client;
import chat.parley.load.client.Course;
import chat.parley.load.client.Load;
import chat.parley.load.client.Residents;
import chat.parley.load.population.Population;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Both push nodes of a system that has been at work are restarted, one after the other, as in a
/// deployment.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class RollingRestartFigures {
  private static final int CLIENTS = 1_000;
  private static final int CONVERSATIONS = 100;
  private static final int[] OFFSETS = {0, 1};
  private static final int SENDERS = 50;
  private static final int PER_SECOND = 100;
  private static final int WINDOW_SECONDS = 25;

  @Test
  void clientsMoveOverTheWindowAndMissNothing() throws InterruptedException {
    StackOptions options =
        StackOptions.temporary()
            .api(2)
            .push(2)
            .with("PARLEY_PUSH_DRAIN_WINDOW", WINDOW_SECONDS + "s");
    try (Stack stack = Stack.start(options)) {
      Population people = Population.of(stack, CLIENTS, CONVERSATIONS, OFFSETS);
      List<Integer> ports = stack.pushes().stream().map(RunningNode::port).toList();
      Moving moving = new Moving(ports);
      Report report =
          new Report(
              "rolling-restart",
              "Rolling restart of both push nodes",
              RollingRestartFigures.class,
              stack);
      report.line(
          "%,d clients, %d messages/s, drain window %d s.", CLIENTS, PER_SECOND, WINDOW_SECONDS);
      try (Residents crowd = Residents.of(people, people.members(), moving)) {
        crowd.connectGently(ports);
        long before =
            crowd.warmUp(
                stack.apis(), people.members().subList(0, SENDERS), 20, PER_SECOND, PER_SECOND);
        Load load =
            Load.start(
                stack.apis(), people.members().subList(0, SENDERS), PER_SECOND, "x".repeat(20));
        try (load) {
          for (RunningNode push : stack.pushes()) {
            Thread.sleep(2_000);
            moving.begin(crowd);
            push.restart();
            push.awaitReady();
            crowd.awaitAll(Client::isFollowing, 30);
            moving.report(push.name(), crowd, report);
          }
        }
        crowd.requireEverythingOnceInOrder(60);
        assertThat(load.faults()).isEmpty();
        assertThat(people.lastSeqs().values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(before + load.acknowledged());
        report.line(
            "Every client got each of its conversations' events once and in order;"
                + " %,d messages were acknowledged.",
            load.acknowledged());
      } finally {
        report.write();
      }
    }
  }

  /// Obeys, and balances by itself: any node at first, the other one when that one refuses. Only
  /// the loop's thread touches its state.
  private static final class Moving implements Course {
    private final List<Integer> ports;
    private final Map<Client, Long> delays = new HashMap<>();
    private final Map<Client, Long> closedAt = new HashMap<>();
    private final Map<Long, Long> closedPerSecond = new TreeMap<>();
    private final Map<Long, Long> backPerSecond = new TreeMap<>();
    private final Map<Integer, Long> refusals = new TreeMap<>();
    private final Map<Integer, Long> codes = new TreeMap<>();
    private Histogram away = new Histogram(3);
    private long began;

    Moving(List<Integer> ports) {
      this.ports = ports;
    }

    void begin(Residents crowd) {
      crowd
          .loop()
          .ask(
              () -> {
                List.of(delays, closedAt, closedPerSecond, backPerSecond, codes, refusals)
                    .forEach(Map::clear);
                away = new Histogram(3);
                began = System.nanoTime();
                return began;
              });
    }

    private long second() {
      return (System.nanoTime() - began) / 1_000_000_000;
    }

    @Override
    public void toldToReconnect(Client client, long delayMillis) {
      delays.put(client, delayMillis);
    }

    @Override
    public void closed(Client client, int code) {
      codes.merge(code, 1L, Long::sum);
      closedPerSecond.merge(second(), 1L, Long::sum);
      closedAt.put(client, System.nanoTime());
      Long delay = delays.get(client);
      if (delay == null) {
        client.loop().fault("closed with " + code + " without a reconnect frame");
      }
      int first = ThreadLocalRandom.current().nextInt(ports.size());
      client.loop().after(delay == null ? 0 : delay, () -> client.connect(ports.get(first)));
    }

    @Override
    public void refused(Client client, int status) {
      refusals.merge(status, 1L, Long::sum);
      int another = ports.get((ports.indexOf(client.port()) + 1) % ports.size());
      client.loop().after(50, () -> client.connect(another));
    }

    @Override
    public void following(Client client) {
      Long since = closedAt.remove(client);
      if (since != null) {
        away.recordValue(client.followingAt() - since);
        backPerSecond.merge(second(), 1L, Long::sum);
      }
    }

    void report(String node, Residents crowd, Report report) {
      crowd
          .loop()
          .ask(
              () -> {
                assertThat(codes.keySet()).containsExactly(1001);
                report.line("## %s", node).head("second after SIGTERM", "closed", "resumed");
                Map<Long, Long> seconds = new TreeMap<>(closedPerSecond);
                seconds.putAll(backPerSecond);
                for (long each : seconds.keySet()) {
                  report.row(
                      each,
                      closedPerSecond.getOrDefault(each, 0L),
                      backPerSecond.getOrDefault(each, 0L));
                }
                return report
                    .end()
                    .head("from close to resumed, its `delay_ms` included", "ms")
                    .row("p50", Report.millis(away, 50))
                    .row("p99", Report.millis(away, 99))
                    .row("the longest", Report.millis(away, 100))
                    .end()
                    .line("Refused and tried elsewhere, by status: %s", refusals);
              });
    }
  }
}
