package chat.parley.system.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.Folders;
import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Two apis and two push nodes behind nginx and behind HAProxy, with both in front of the same
/// nodes at the same time.
class BalancersIT {
  private static final Path FOLDER = Path.of("target", "balancer").toAbsolutePath();
  private static final String NOWHERE = "01900000-0000-7000-8000-000000000000";

  /// Access tokens are JWTs, which begin like that, or are named before they come.
  private static final Pattern SECRET =
      Pattern.compile("eyJ|token=|ticket=|signature=|Bearer|the-code");

  private static final List<Balancer> BALANCERS = new ArrayList<>();
  private static @Nullable Stack started;

  @BeforeAll
  static void start() throws Exception {
    Folders.delete(FOLDER);
    Files.createDirectories(FOLDER);
    Stack stack =
        Stack.start(
            StackOptions.temporary()
                .api(2)
                .push(2)
                .with("PARLEY_TRUSTED_PROXIES", "127.0.0.1")
                .with("PARLEY_SHUTDOWN_NOTICE", "3s")
                .with("PARLEY_PUSH_DRAIN_WINDOW", "1s")
                .with("PARLEY_PUSH_CONNECTIONS_PER_USER", "100")
                .with("PARLEY_PUSH_ALLOWED_ORIGINS", "https://chat.example.org"));
    started = stack;
    Certificate certificate = Certificate.in(FOLDER);
    Balancer.nginx(stack, certificate, FOLDER.resolve("nginx")).ifPresent(BALANCERS::add);
    Balancer.haproxy(stack, certificate, FOLDER.resolve("haproxy")).ifPresent(BALANCERS::add);
    assumeThat(BALANCERS).as("nginx or HAProxy").isNotEmpty();
  }

  @AfterAll
  static void stop() {
    BALANCERS.forEach(Balancer::stop);
    if (started != null) {
      started.close();
    }
  }

  private static Stack stack() {
    return Objects.requireNonNull(started);
  }

  /// Each test is to fail for its own reasons.
  @BeforeEach
  void allNodesAreThere() {
    List<RunningNode> gone = nodes().filter(node -> !node.isRunning()).toList();
    gone.forEach(RunningNode::restart);
    gone.forEach(RunningNode::awaitReady);
  }

  private static Stream<RunningNode> nodes() {
    return Stream.of(stack().apis(), stack().pushes()).flatMap(List::stream);
  }

  /// Whatever has been asked, by whatever way, with whatever outcome.
  @AfterEach
  void noSecretIsWrittenDown() {
    assertThat(BALANCERS)
        .allSatisfy(
            balancer ->
                assertThat(balancer.log().lines().filter(SECRET.asPredicate()).limit(3))
                    .as(balancer.name())
                    .isEmpty());
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void allThatTheApiDescribesIsReached(Balancer balancer) throws Exception {
    RestClient api = RestClient.on(stack().apis().getFirst().port());
    List<String> paths =
        Pattern.compile("^  (/[^:]*):", Pattern.MULTILINE)
            .matcher(api.get("/openapi.yml", "").body())
            .results()
            .map(found -> found.group(1).replaceAll("\\{[^}]*}", NOWHERE))
            .filter(path -> !path.matches("/dev/.*|/health/.*|/prometheus"))
            .toList();
    assertThat(paths).hasSizeGreaterThan(80);
    HttpClient http = balancer.client().build();

    for (String path : paths) {
      HttpResponse<String> answer = get(http, balancer.https().resolve(path));
      assertThat(answer.headers().firstValue("X-Request-Id")).as(path).isPresent();
      assertThat(answer.statusCode()).as(path).isEqualTo(api.get(path, "").statusCode());
    }
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void whatIsForTheInsideIsClosed(Balancer balancer) throws Exception {
    HttpClient http = balancer.client().build();
    String credential = stack().secrets().internalCredential();
    String relay = "/internal/v1/outbox/relay";
    URI direct = stack().apis().getFirst().uri().resolve(relay);
    assertThat(postInside(http, direct, credential).statusCode()).isEqualTo(200);

    for (String path :
        List.of(
            relay,
            "/%69nternal/v1/outbox/relay",
            "//internal/v1/outbox/relay",
            "/v1/../internal/v1/outbox/relay",
            "/v1/%2e%2e/internal/v1/outbox/relay",
            "/v1/..%2finternal/v1/outbox/relay",
            "/v1/..;/internal/v1/outbox/relay",
            "/./internal/v1/outbox/relay",
            "/INTERNAL/v1/outbox/relay")) {
      assertThat(postInside(http, URI.create(balancer.https() + path), credential).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    for (String path :
        List.of("/prometheus", "/health/readiness", "/health/detailed", "/dev/mail", "/ws/x")) {
      HttpResponse<String> answer = get(http, URI.create(balancer.https() + path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(RestClient.JSON.readTree(answer.body()).get("code").asText())
          .isEqualTo("not_found");
    }
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void nobodySpeaksForPushFromOutside(Balancer balancer) throws Exception {
    Person ada = person();
    RunningNode api = stack().apis().getFirst();
    String session =
        RestClient.expect(200, RestClient.on(api.port()).get("/v1/auth/sessions", ada.token()))
            .at("/items/0/id")
            .asText();
    HttpClient http = balancer.client().version(HttpClient.Version.HTTP_1_1).build();

    assertThat(send(http, speaking(api.uri(), ada.id() + "/" + session)).statusCode())
        .isEqualTo(200);
    assertThat(send(http, speaking(balancer.https(), ada.id() + "/" + session)).statusCode())
        .isEqualTo(401);
  }

  /// As push asks for somebody.
  private static HttpRequest.Builder speaking(URI base, String onBehalfOf) {
    return HttpRequest.newBuilder(base.resolve("/v1/users/me"))
        .header("Parley-Service-Credential", stack().secrets().internalCredential())
        .header("Parley-On-Behalf-Of", onBehalfOf);
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void theClientsOwnAddressIsHandedOnAndNoneThatItClaims(Balancer balancer) throws Exception {
    Person ada = person();
    HttpClient http = balancer.client().localAddress(InetAddress.ofLiteral("127.0.0.77")).build();
    JsonNode login =
        RestClient.expect(
            200,
            send(
                http,
                HttpRequest.newBuilder(balancer.https().resolve("/v1/auth/login"))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            RestClient.JSON.writeValueAsString(
                                Map.of(
                                    "username",
                                    ada.username(),
                                    "password",
                                    RestClient.PASSWORD))))));
    RestClient api = RestClient.on(stack().apis().getFirst().port());
    JsonNode sessions =
        RestClient.expect(200, api.get("/v1/auth/sessions", login.get("access_token").asText()));

    assertThat(sessions.get("items").findValuesAsText("ip")).contains("127.0.0.77");
    assertThat(sessions.toString()).doesNotContain("203.0.113.9");
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void aRequestIsWrittenDownWithoutQueryAndWithoutTheCodeOfAnInvitation(Balancer balancer)
      throws Exception {
    HttpClient http = balancer.client().build();
    assertThat(get(http, balancer.https().resolve("/v1/invites/the-code?q=1")).statusCode())
        .isEqualTo(404);

    await().until(() -> balancer.log().contains("\"GET /v1/invites/* HTTP/2.0\" 404"));
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void withoutTlsOneIsSentToIt(Balancer balancer) throws Exception {
    HttpResponse<String> answer =
        get(HttpClient.newHttpClient(), balancer.http().resolve("/login?next=%2Fc%2F1"));

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith("https://127.0.0.1")
        .endsWith("/login?next=%2Fc%2F1");
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void socketsAndRequestsAreSpreadOverTheNodes(Balancer balancer) throws Exception {
    Person ada = person();
    HttpClient http = balancer.client().build();
    List<WebSocket> sockets = new ArrayList<>();
    Map<String, Integer> nodes = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      Greeted greeted = new Greeted();
      sockets.add(open(http, balancer, "/ws?token=" + ada.token(), greeted));
      nodes.merge(greeted.node(), 1, Integer::sum);
    }
    List<Double> before = asked();
    for (int i = 0; i < 40; i++) {
      HttpResponse<String> answer = get(http, balancer.https().resolve("/sdk/there-is-none.js"));
      assertThat(answer.statusCode()).isEqualTo(404);
    }
    List<Double> after = asked();
    sockets.forEach(WebSocket::abort);

    assertThat(nodes).hasSize(2).allSatisfy((node, count) -> assertThat(count).isBetween(4, 6));
    assertThat(IntStream.range(0, 2).mapToObj(i -> after.get(i) - before.get(i)))
        .allSatisfy(count -> assertThat(count).isBetween(15.0, 25.0));
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void aTicketOpensASocketAndAPageOfThisOriginMay(Balancer balancer) throws Exception {
    Person ada = person();
    HttpClient http = balancer.client().build();
    JsonNode bought =
        RestClient.expect(
            201,
            send(
                http,
                HttpRequest.newBuilder(balancer.https().resolve("/v1/realtime/tickets"))
                    .header("Authorization", "Bearer " + ada.token())
                    .POST(HttpRequest.BodyPublishers.noBody())));
    Greeted greeted = new Greeted();

    WebSocket socket = open(http, balancer, "/ws?ticket=" + bought.get("ticket").asText(), greeted);

    assertThat(greeted.node()).isNotEmpty();
    socket.abort();
  }

  @ParameterizedTest
  @FieldSource("BALANCERS")
  void aFileComesThroughAndWhatIsTooLargeForACallIsAProblem(Balancer balancer) throws Exception {
    Person ada = person();
    HttpClient http = balancer.client().build();
    byte[] file = "All work and no play. ".repeat(150_000).getBytes(StandardCharsets.US_ASCII);
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(balancer.https().resolve("/v1/media"))
            .header("Authorization", "Bearer " + ada.token())
            .header("Content-Type", "multipart/form-data; boundary=the-file")
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofString(
                        "--the-file\r\nContent-Disposition: form-data; name=\"file\";"
                            + " filename=\"dull.txt\"\r\n"
                            + "Content-Type: text/plain\r\n\r\n"),
                    HttpRequest.BodyPublishers.ofByteArray(file),
                    HttpRequest.BodyPublishers.ofString("\r\n--the-file--\r\n")));
    RestClient.expect(201, send(http, upload));

    HttpResponse<String> refused =
        send(
            http,
            HttpRequest.newBuilder(balancer.https().resolve("/v1/conversations"))
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    assertThat(RestClient.expect(413, refused).get("code").asText()).isEqualTo("payload_too_large");
  }

  @Test
  void aRollingUpdateFailsNoRequestAndLosesNoEvent() throws Exception {
    try (Crowd crowd = new Crowd(stack(), BALANCERS)) {
      for (RunningNode node : nodes().toList()) {
        crowd.awaitBusy();
        node.restart();
        node.awaitReady();
      }
      crowd.awaitBusy();
      crowd.finish();
      report("rolling-update", "A rolling update of two apis and two push nodes", crowd);

      assertThat(crowd.failed()).isEmpty();
      assertThat(BALANCERS)
          .allSatisfy(each -> assertThat(crowd.figures(each).reconnects()).isPositive());
    }
  }

  @Test
  void whereANodeIsKilledOnlyWhatItWasDoingFailsAndNoEventIsLost() throws Exception {
    RunningNode api = stack().apis().getFirst();
    RunningNode push = stack().pushes().getFirst();
    try (Crowd crowd = new Crowd(stack(), BALANCERS)) {
      api.kill();
      long apiGone = System.nanoTime();
      crowd.awaitBusy();
      push.kill();
      crowd.awaitBusy();
      api.restart();
      push.restart();
      api.awaitReady();
      push.awaitReady();
      crowd.awaitBusy();
      crowd.finish();
      report("death", "An api and a push node are killed", crowd);

      assertThat(crowd.failed())
          .allSatisfy(made -> assertThat(made.began()).as(made.failure()).isLessThan(apiGone));
    }
  }

  private static void report(String name, String title, Crowd crowd) throws IOException {
    String rows =
        BALANCERS.stream().map(each -> crowd.figures(each).row(each)).collect(Collectors.joining());
    Files.writeString(
        FOLDER.resolveSibling("balancer-" + name + ".md"),
        "# " + title + "\n\n" + Figures.head() + rows);
  }

  /// How many requests each api has had for something that there isn't.
  private static List<Double> asked() {
    return stack().apis().stream()
        .map(
            api ->
                RestClient.on(api.port())
                    .get("/prometheus", "")
                    .body()
                    .lines()
                    .filter(
                        line ->
                            line.startsWith("http_server_requests_seconds_count")
                                && line.contains("status=\"404\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum())
        .toList();
  }

  private static Person person() {
    return RestClient.on(stack().apis().getFirst().port())
        .register("p" + UUID.randomUUID().toString().substring(0, 12));
  }

  private static WebSocket open(HttpClient http, Balancer balancer, String path, Greeted greeted) {
    return http.newWebSocketBuilder()
        .header("Origin", "https://chat.example.org")
        .buildAsync(
            URI.create(balancer.https().toString().replaceFirst("^http", "ws") + path), greeted)
        .join();
  }

  private static HttpResponse<String> get(HttpClient http, URI uri)
      throws IOException, InterruptedException {
    return send(http, HttpRequest.newBuilder(uri).GET());
  }

  private static HttpResponse<String> postInside(HttpClient http, URI uri, String credential)
      throws IOException, InterruptedException {
    return send(
        http,
        HttpRequest.newBuilder(uri)
            .header("Parley-Service-Credential", credential)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// A socket that waits for its greeting.
  private static final class Greeted implements WebSocket.Listener {
    private final CompletableFuture<String> hello = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();

    String node() throws IOException {
      return RestClient.JSON
          .readTree(hello.orTimeout(10, TimeUnit.SECONDS).join())
          .at("/data/node")
          .asText();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        hello.complete(partial.toString());
      }
      from.request(1);
      return null;
    }
  }
}
