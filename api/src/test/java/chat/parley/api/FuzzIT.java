package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Described.Call;
import chat.parley.api.Rest.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sends nonsense to every call of the document. Whatever comes, the answer is one that the
/// document knows, it comes soon, and it tells nothing of the inside.
///
/// How much it sends doesn't depend on the machine: some rounds, in each of them the same number
/// of requests to each call. `-Dparley.fuzz.rounds=100 -Dparley.fuzz.seed=7` for a longer look
/// elsewhere, `-Dparley.fuzz.seconds=600` for one that ends in time instead.
class FuzzIT {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 20_261_120);
  private static final int ROUNDS = Integer.getInteger("parley.fuzz.rounds", 4);
  private static final int EACH = 5;
  private static final int SECONDS = Integer.getInteger("parley.fuzz.seconds", 0);
  private static final int PATIENCE_MILLIS = 5_000;
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  /// What only a look inside could tell. Nothing of it is ever sent.
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\tat"
              + " |chat\\.parley|io\\.(micronaut|netty)|java\\.(lang|util|io)|jakarta\\.|org\\.postgresql|com\\.fasterxml|SQLSTATE|(?i:insert"
              + " into|select .* from|syntax error)");

  private static RunningApi api;
  private static Described described;
  private static AnswerCheck check;

  private final Nonsense nonsense = new Nonsense(SEED);
  private final Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private Person ada = api().rest().register("ada");
  private List<String> known = List.of();

  private static RunningApi api() {
    return api;
  }

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    described = Described.parse(api.rest().get("/openapi.yml").expect(200).body());
    check = new AnswerCheck(described);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void nothingThatIsSentBreaksAnything() throws IOException {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int rounds = 0;
    RawHttp http = new RawHttp(api.rest().base(), PATIENCE_MILLIS);
    prepare();
    while ((SECONDS > 0 ? System.nanoTime() < end : rounds < ROUNDS) && wrong.size() < 20) {
      rounds++;
      for (Call call : described.calls()) {
        for (int i = 0; i < EACH; i++) {
          one(http, call);
        }
        if (api.rest().as(ada).get("/v1/users/me").status() != 200) {
          // That was logging out, for instance.
          prepare();
        }
      }
    }
    report();
    assertThat(wrong).as("seed %d", SEED).isEmpty();
    assertThat(counts).hasSameSizeAs(described.calls());
    assertThat(api.rest().get("/health").status()).isEqualTo(200);
  }

  /// Somebody with a conversation and a message, for ids that lead somewhere.
  private void prepare() {
    ada = api.rest().register("ada");
    Person ben = api.rest().register("ben");
    String room = api.rest().as(ada).group(ben);
    String message = api.rest().as(ada).write(room, "hello").expect(201).text("id");
    known =
        List.of(ada.id(), ben.id(), room, message, ada.session(), ada.username(), Login.PASSWORD);
  }

  private void one(RawHttp http, Call call) throws IOException {
    String path = path(call);
    byte[] request = request(call, path);
    RawHttp.Answer answer;
    try {
      answer = http.send(request);
    } catch (SocketTimeoutException e) {
      complain("no answer within " + PATIENCE_MILLIS + " ms", request, "");
      return;
    }
    counts
        .computeIfAbsent(call.toString(), absent -> new TreeMap<>())
        .merge(answer.status(), 1, Integer::sum);
    if (answer.status() == 0 || answer.status() >= 500) {
      complain("status " + answer.status(), request, answer.text());
    }
    if (answer.status() >= 400 && INSIDE.matcher(answer.text()).find()) {
      complain("it tells of its inside", request, answer.text());
    }
    if (answer.header("X-Injected").isPresent()) {
      complain("a header was injected", request, answer.text());
    }
    try {
      String address = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
      check.check(
          call.method(), address, answer.status(), answer.header("Content-Type"), answer.body());
    } catch (AssertionError e) {
      complain(String.valueOf(e.getMessage()), request, "");
    }
  }

  private String path(Call call) {
    Matcher variables = VARIABLE.matcher(call.path());
    StringBuilder path = new StringBuilder();
    while (variables.find()) {
      String value = nonsense.oneIn(4) ? nonsense.queryValue() : nonsense.any(known);
      variables.appendReplacement(path, Matcher.quoteReplacement(value.replace(" ", "%20")));
    }
    variables.appendTail(path);
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : call.operation().path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        for (int i = nonsense.oneIn(10) ? 2 : nonsense.oneIn(2) ? 0 : 1; i > 0; i--) {
          query.add(parameter.get("name").asText() + "=" + nonsense.queryValue());
        }
      }
    }
    return query.isEmpty() ? path.toString() : path + "?" + String.join("&", query);
  }

  private byte[] request(Call call, String path) throws IOException {
    boolean takesBody = call.operation().has("requestBody");
    byte[] body =
        takesBody || nonsense.oneIn(10)
            ? nonsense.body(members(call.operation().path("requestBody")), known)
            : new byte[0];
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "localhost");
    headers.put("Connection", "close");
    if (!nonsense.oneIn(8)) {
      headers.put("Authorization", "Bearer " + ada.token());
    } else if (nonsense.oneIn(2)) {
      headers.put(
          "Authorization",
          nonsense.any(
              List.of(
                  "Bearer",
                  "Bearer ",
                  "Bearer a.b.c",
                  "Basic x",
                  "Bearer " + "x".repeat(6_000),
                  "\u00ff")));
    }
    if (body.length > 0 || takesBody) {
      headers.put("Content-Length", Integer.toString(body.length));
      headers.put("Content-Type", nonsense.oneIn(5) ? nonsense.contentType() : "application/json");
    }
    if (nonsense.oneIn(10)) {
      headers.put(
          nonsense.any(List.of("X-Request-Id", "User-Agent", "X-Forwarded-For", "Accept-Language")),
          nonsense.any(List.of("", "'; --", "\u00e9\u0001\t", "x".repeat(7_000), "%0D%0Aa: b")));
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(call.method() + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    request.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    return request.toByteArray();
  }

  private static Map<String, JsonNode> members(JsonNode requestBody) {
    Map<String, JsonNode> members = new TreeMap<>();
    for (JsonNode content : requestBody.path("content")) {
      JsonNode schema = content.path("schema");
      if (schema.has("$ref")) {
        schema = described.document().at(schema.get("$ref").asText().substring(1));
      }
      schema
          .path("properties")
          .properties()
          .forEach(one -> members.put(one.getKey(), one.getValue()));
    }
    return members;
  }

  private void complain(String what, byte[] request, String answer) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    wrong.add(
        what
            + "\n  to "
            + text.substring(0, Math.min(text.length(), 1_500))
            + (text.length() > 1_500 ? "… (" + request.length + " bytes)" : "")
            + "\n  answer "
            + answer);
  }

  private void report() throws IOException {
    Map<Integer, Integer> all = new TreeMap<>();
    counts
        .values()
        .forEach(each -> each.forEach((status, n) -> all.merge(status, n, Integer::sum)));
    StringBuilder report = new StringBuilder();
    counts.forEach((call, each) -> report.append("%-60s %s%n".formatted(call, each)));
    report.append("%-60s %s%n".formatted("all, seed " + SEED, all));
    Files.writeString(Path.of("target", "fuzz.txt"), report);
    System.out.println(report);
  }
}
