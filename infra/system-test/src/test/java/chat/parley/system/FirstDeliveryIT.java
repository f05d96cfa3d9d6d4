package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient.Person;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two apis, two push nodes, PostgreSQL and Redis, each a process of its own: whoever writes
/// through whichever api, every member on every push node receives it, once and in order.
@ExtendWith(SharedStack.class)
class FirstDeliveryIT {
  private static final int SENDERS = 10;
  private static final int CONVERSATIONS = 20;
  private static final int MEMBERS = 5;
  private static final int MESSAGES = 1_000;

  private static Stack stack;
  private static List<RestClient> apis;

  @BeforeAll
  static void start(Stack shared) {
    stack = shared;
    apis = stack.apis().stream().map(RunningNode::port).map(RestClient::on).toList();
  }

  @Test
  void everyMemberOnEachPushNodeReceivesEachMessageOnceInOrderWhicheverApiTookIt()
      throws Exception {
    List<Person> people =
        IntStream.range(0, SENDERS).mapToObj(i -> apis.get(i % 2).register("person-" + i)).toList();
    Rooms rooms = new Rooms(people);
    try (Devices devices = Devices.oneOnEachNode(people, stack.pushes())) {
      for (int i = 0; i < CONVERSATIONS; i++) {
        rooms.open(apis.get(i % 2), membersOf(people, i));
      }
      Traffic warmUp = new Traffic(rooms, apis, "w", MESSAGES / 2);
      warmUp.send(0);
      devices.awaitAll(warmUp);

      Traffic closed = new Traffic(rooms, apis, "c", MESSAGES);
      long began = System.nanoTime();
      closed.send(0);
      long took = System.nanoTime() - began;
      devices.awaitAll(closed);

      Traffic paced = new Traffic(rooms, apis, "p", MESSAGES);
      paced.send(100);
      devices.awaitAll(paced);

      devices.assertGaplessAndOnce(rooms);
      report(devices.latencies(closed), devices.latencies(paced), took);
    }
  }

  @Test
  void aStrangerGets404AndABadTokenIsRefusedBeforeTheUpgrade() {
    Person ada = apis.getFirst().register("ada");
    Person eve = apis.getLast().register("eve");
    String id = new Rooms(List.of(ada)).open(apis.getFirst(), List.of(ada));

    HttpResponse<String> asked = apis.getLast().get("/v1/conversations/" + id, eve.token());

    assertThat(asked.statusCode()).isEqualTo(404);
    for (RunningNode push : stack.pushes()) {
      assertThat(Upgrade.statusOf(push.port(), "nonsense")).isEqualTo(401);
      assertThat(Upgrade.statusOf(push.port(), eve.token())).isEqualTo(101);
    }
  }

  private static List<Person> membersOf(List<Person> people, int conversation) {
    return IntStream.range(0, MEMBERS)
        .mapToObj(i -> people.get((conversation + i * (1 + conversation / SENDERS)) % SENDERS))
        .distinct()
        .toList();
  }

  private static void report(Histogram closed, Histogram paced, long tookNanos) throws IOException {
    String text =
        """
        # First delivery: 2 api, 2 push, PostgreSQL and Redis on this machine (%d processors)

        %,d messages by %d senders into %d conversations, post to receive in ms, on every socket

        | run | deliveries | p50 | p99 | max |
        |---|---|---|---|---|
        %s%s
        The first run as fast as 10 senders that wait for their answers can: %.0f messages/s.
        """
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                MESSAGES,
                SENDERS,
                CONVERSATIONS,
                row("as fast as possible", closed),
                row("100 messages/s", paced),
                MESSAGES * 1e9 / tookNanos);
    Files.writeString(Path.of("target", "first-delivery.md"), text);
    System.out.println(text);
  }

  private static String row(String name, Histogram latencies) {
    return "| %s | %d | %.1f | %.1f | %.1f |%n"
        .formatted(
            name,
            latencies.getTotalCount(),
            latencies.getValueAtPercentile(50) / 1e6,
            latencies.getValueAtPercentile(99) / 1e6,
            latencies.getMaxValue() / 1e6);
  }
}
