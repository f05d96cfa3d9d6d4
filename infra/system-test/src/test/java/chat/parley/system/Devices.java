package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.system.RestClient.Person;
import chat.parley.system.SocketClient.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/// A device of each person on each push node.
record Devices(Map<Person, List<SocketClient>> all) implements AutoCloseable {
  static Devices oneOnEachNode(List<Person> people, List<RunningNode> pushes) {
    Map<Person, List<SocketClient>> all = new HashMap<>();
    for (Person person : people) {
      all.put(
          person,
          pushes.stream().map(push -> SocketClient.open(push.port(), person.token())).toList());
    }
    return new Devices(all);
  }

  /// One on each node.
  List<SocketClient> of(Person person) {
    return Objects.requireNonNull(all.get(person), person::username);
  }

  void awaitAll(Traffic traffic) {
    all.forEach(
        (person, sockets) -> {
          Set<String> expected = traffic.expectedBy(person);
          for (SocketClient socket : sockets) {
            await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                    () ->
                        assertThat(
                                socket.heard().stream()
                                    .filter(heard -> heard.type().equals("message.created"))
                                    .map(Heard::clientId))
                            .containsAll(expected));
          }
        });
  }

  /// On each socket: for each conversation 1, 2, 3, … as many as the last, and nothing else.
  void assertGaplessAndOnce(Rooms rooms) {
    all.forEach(
        (person, sockets) -> {
          for (SocketClient socket : sockets) {
            Map<String, List<Long>> seqs = new HashMap<>();
            for (Heard heard : socket.heard()) {
              if (heard.type().equals("message.created")) {
                seqs.computeIfAbsent(heard.conversation(), id -> new ArrayList<>())
                    .add(heard.seq());
              }
            }
            assertThat(seqs.keySet()).hasSameElementsAs(rooms.of(person));
            seqs.forEach(
                (conversation, numbers) ->
                    assertThat(numbers)
                        .as("%s in %s", person.username(), conversation)
                        .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
          }
        });
  }

  Histogram latencies(Traffic traffic) {
    Histogram latencies = new Histogram(3);
    all.values().stream()
        .flatMap(List::stream)
        .flatMap(socket -> socket.heard().stream())
        .filter(heard -> heard.type().equals("message.created"))
        .forEach(
            heard -> {
              traffic
                  .dueAt(heard.clientId())
                  .ifPresent(due -> latencies.recordValue(heard.atNanos() - due));
            });
    return latencies;
  }

  @Override
  public void close() {
    all.values().forEach(sockets -> sockets.forEach(SocketClient::close));
  }
}
