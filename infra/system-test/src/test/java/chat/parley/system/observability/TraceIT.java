package chat.parley.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import chat.parley.system.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One trace follows one message from its request over Redis to the socket, and nobody's words are
/// in it. `target/trace.md` shows it.
@ExtendWith(Observed.Once.class)
class TraceIT {
  private static final String REQUEST = "POST /v1/conversations/{id}/messages";
  private static final String STATEMENT = "sql SendRepository";
  private static final String PUBLISH = "publish";
  private static final String RECEIVE = "push receive";
  private static final String WRITE = "push write";

  @Test
  void aMessageIsFollowedFromItsRequestToTheSocket(Observed observed) throws IOException {
    Evening evening = observed.evening();
    Person cal = somebody(observed);
    String room = room(observed, cal);
    TracedSend sent = TracedSend.fresh();
    try (SocketClient his = SocketClient.open(observed.pushPort(), cal.token())) {
      assertThat(send(observed, sent, room, "01").statusCode()).isEqualTo(201);
      String frame = heard(his, sent.text());

      List<Collector.Got> spans = complete(observed, sent);
      show(spans);
      assertThat(named(REQUEST, spans).parent()).isEqualTo(sent.span());
      assertThat(named(STATEMENT, spans).parent()).isEqualTo(named(REQUEST, spans).id());
      assertThat(named(PUBLISH, spans).parent()).isEqualTo(named(REQUEST, spans).id());
      assertThat(named(RECEIVE, spans).parent()).isEqualTo(named(PUBLISH, spans).id());
      assertThat(named(WRITE, spans).parent()).isEqualTo(named(RECEIVE, spans).id());
      assertThat(spans)
          .allSatisfy(
              span ->
                  assertThat(span.service())
                      .isEqualTo(span.name().startsWith("push") ? "parley-push" : "parley-api"));
      assertThat(named(WRITE, spans).attributes()).containsEntry("parley.sockets", "1");
      assertThat(named(REQUEST, spans).attributes())
          .containsEntry("http.response.status_code", "201");
      assertThat(frame).doesNotContain(sent.trace());
      assertThat(evening.foundIn(raw(observed))).isEmpty();
      assertThat(raw(observed)).doesNotContain(sent.text());
    }
  }

  /// Those that come together are written with one statement and published with one write, by
  /// whichever of them; each is published in the trace of its own request all the same.
  @Test
  void whatIsWrittenTogetherIsToldApart(Observed observed) {
    Evening evening = observed.evening();
    List<String> rooms =
        IntStream.range(0, 16).mapToObj(each -> room(observed, evening.bob())).toList();
    List<TracedSend> sends = rooms.stream().map(room -> TracedSend.fresh()).toList();
    URI api = observed.stack().apis().getFirst().uri();

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < rooms.size(); i++) {
      answers.add(sends.get(i).send(api, evening.ada(), rooms.get(i), "01"));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));

    for (TracedSend sent : sends) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                List<Collector.Got> trace = observed.collector().trace(sent.trace());
                Collector.Got request = named(REQUEST, trace);
                assertThat(named(PUBLISH, trace).parent()).isEqualTo(request.id());
              });
    }
  }

  @Test
  void whatIsNotSampledIsNotFollowed(Observed observed) {
    Person cal = somebody(observed);
    String room = room(observed, cal);
    TracedSend silent = TracedSend.fresh();
    TracedSend later = TracedSend.fresh();
    try (SocketClient his = SocketClient.open(observed.pushPort(), cal.token())) {
      send(observed, silent, room, "00");
      send(observed, later, room, "01");
      heard(his, later.text());
      complete(observed, later);

      assertThat(observed.collector().trace(silent.trace())).isEmpty();
    }
  }

  /// With one device, which no other test opens.
  private static Person somebody(Observed observed) {
    return observed.api().register("cal_" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static String room(Observed observed, Person other) {
    return RestClient.expect(
            201,
            observed
                .api()
                .post(
                    "/v1/conversations",
                    observed.evening().ada().token(),
                    Map.of("name", "Room", "participant_ids", List.of(other.id()))))
        .get("id")
        .asText();
  }

  private static HttpResponse<String> send(
      Observed observed, TracedSend sent, String room, String flags) {
    return sent.send(
            observed.stack().apis().getFirst().uri(), observed.evening().ada(), room, flags)
        .join();
  }

  /// @return the frame
  private static String heard(SocketClient device, String text) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                device.heard().stream()
                    .map(heard -> heard.frame().toString())
                    .filter(frame -> frame.contains(text))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private static List<Collector.Got> complete(Observed observed, TracedSend sent) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                observed.collector().trace(sent.trace()).stream()
                    .filter(
                        span ->
                            List.of(REQUEST, STATEMENT, PUBLISH, RECEIVE, WRITE)
                                .contains(span.name()))
                    .toList(),
            found -> found.size() == 5);
  }

  private static Collector.Got named(String name, List<Collector.Got> trace) {
    assertThat(trace).extracting(Collector.Got::name).contains(name);
    return trace.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  private static String raw(Observed observed) {
    return observed.collector().spans().stream()
        .map(Collector.Got::raw)
        .collect(Collectors.joining());
  }

  private static void show(List<Collector.Got> spans) throws IOException {
    List<Collector.Got> inOrder = new ArrayList<>(spans);
    inOrder.sort(Comparator.comparingLong(Collector.Got::began));
    long first = inOrder.getFirst().began();
    String rows =
        inOrder.stream()
            .map(
                span ->
                    "| %s | %s | %s | %s | %.2f | %.2f |"
                        .formatted(
                            span.service(),
                            span.name(),
                            span.id(),
                            span.parent(),
                            (span.began() - first) / 1e6,
                            (span.ended() - span.began()) / 1e6))
            .collect(Collectors.joining("\n"));
    Files.writeString(
        Path.of("target", "trace.md"),
        """
        Trace %s

        | service | span | id | below | began, ms | took, ms |
        |---|---|---|---|---|---|
        %s
        """
            .formatted(inOrder.getFirst().trace(), rows));
  }
}
