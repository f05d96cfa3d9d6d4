package chat.parley.system.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// People in one room, some of whom come through each balancer. Each writes, asks, and listens on
/// two sockets and an event stream.
final class Crowd implements AutoCloseable {
  private static final int PEOPLE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> writing = new ArrayList<>();
  private final Map<Balancer, List<Listener>> listeners = new HashMap<>();
  private final Map<Balancer, List<Writer>> writers = new HashMap<>();
  private final RestClient api;
  private final String room;
  private final Person first;

  /// At its work: everybody listens, and has written.
  Crowd(Stack stack, List<Balancer> balancers) {
    api = RestClient.on(stack.apis().getFirst().port());
    Map<Balancer, List<Person>> people = new HashMap<>();
    balancers.forEach(balancer -> people.put(balancer, registered()));
    List<Person> all = people.values().stream().flatMap(List::stream).toList();
    first = all.getFirst();
    room =
        RestClient.expect(
                201,
                api.post(
                    "/v1/conversations",
                    first.token(),
                    Map.of(
                        "name", "Room", "participant_ids", all.stream().map(Person::id).toList())))
            .get("id")
            .asText();
    people.forEach(this::join);
    listeners.values().stream().flatMap(List::stream).forEach(threads::execute);
    await().atMost(PATIENCE).until(() -> listenersOfAll().stream().allMatch(Listener::isFollowing));
    writersOfAll().forEach(writer -> writing.add(threads.submit(writer)));
    await().atMost(PATIENCE).until(() -> writersOfAll().stream().allMatch(this::hasWritten));
  }

  private List<Person> registered() {
    return Stream.generate(() -> api.register("p" + UUID.randomUUID().toString().substring(0, 12)))
        .limit(PEOPLE)
        .toList();
  }

  private void join(Balancer balancer, List<Person> people) {
    for (int i = 0; i < people.size(); i++) {
      String token = people.get(i).token();
      // Both versions of HTTP come in, each with connections of its own.
      HttpClient http =
          balancer
              .client()
              .version(i % 2 == 0 ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
              .build();
      List<Listener> own = listeners.computeIfAbsent(balancer, key -> new ArrayList<>());
      own.add(new SocketListener(balancer, http, token));
      own.add(new SocketListener(balancer, http, token));
      own.add(new StreamListener(balancer, http, token));
      writers
          .computeIfAbsent(balancer, key -> new ArrayList<>())
          .add(new Writer(balancer, http, people.get(i), room));
    }
  }

  private boolean hasWritten(Writer writer) {
    return !writer.made().isEmpty();
  }

  private List<Listener> listenersOfAll() {
    return listeners.values().stream().flatMap(List::stream).toList();
  }

  private List<Writer> writersOfAll() {
    return writers.values().stream().flatMap(List::stream).toList();
  }

  /// Returns when everybody has asked something more than now and been answered, and listens.
  void awaitBusy() {
    Map<Writer, Integer> now = new HashMap<>();
    writersOfAll().forEach(writer -> now.put(writer, writer.made().size()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                now.entrySet().stream()
                        .allMatch(each -> each.getKey().made().size() > each.getValue() + 4)
                    && listenersOfAll().stream().allMatch(Listener::isFollowing));
  }

  /// Nobody writes any more, and everybody has heard all that there is: each event once, in its
  /// turn.
  void finish() throws Exception {
    writersOfAll().forEach(Writer::stop);
    for (Future<?> each : writing) {
      each.get();
    }
    long last =
        RestClient.expect(200, api.get("/v1/conversations/" + room, first.token()))
            .get("last_seq")
            .asLong();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(listenersOfAll())
                    .allSatisfy(
                        each ->
                            assertThat(each.positions().at(room)).as(each.kind()).isEqualTo(last)));
    assertThat(listenersOfAll()).flatMap(each -> each.positions().faults()).isEmpty();
    for (String clientId : acknowledged()) {
      assertThat(listenersOfAll())
          .allSatisfy(each -> assertThat(each.positions().heardAt()).containsKey(clientId));
    }
  }

  private List<String> acknowledged() {
    return writersOfAll().stream()
        .flatMap(writer -> writer.made().stream())
        .filter(made -> !made.failed() && !made.clientId().isEmpty())
        .map(Writer.Made::clientId)
        .toList();
  }

  /// What failed, of all that was asked.
  List<Writer.Made> failed() {
    return writersOfAll().stream()
        .flatMap(writer -> writer.made().stream())
        .filter(Writer.Made::failed)
        .toList();
  }

  Figures figures(Balancer balancer) {
    return Figures.of(
        writers.getOrDefault(balancer, List.of()),
        listeners.getOrDefault(balancer, List.of()),
        writersOfAll().stream().flatMap(writer -> writer.made().stream()).toList());
  }

  @Override
  public void close() {
    writersOfAll().forEach(Writer::stop);
    listenersOfAll().forEach(Listener::stop);
    threads.shutdownNow();
    threads.close();
  }
}
