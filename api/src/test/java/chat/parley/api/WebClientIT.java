package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.shared.problem.ErrorCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client's files and their headers. What the client does is tried in a browser, in the system
/// tests.
class WebClientIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningApi api;
  private static String page;

  @BeforeAll
  static void start() {
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                RunningApi.newDatabase(),
                "parley.realtime.url",
                "wss://push.example.org/ws"));
    page = api.rest().get("/").expect(200).body();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/c/019aa0c0-0000-7000-8000-0000000000c1", "/settings/devices"})
  void everyPlaceOfTheClientIsTheSamePage(String place) {
    Answer answer = api.rest().get(place).expect(200);

    assertThat(answer.body()).isEqualTo(page);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.header("Cache-Control")).hasValue("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/c", "/c/a/b", "/v1/nowhere", "/web", "/web/x/index.html"})
  void whatIsNoPlaceIsNotFound(String path) {
    assertThat(api.rest().get(path).expect(404).text("code")).isEqualTo(ErrorCode.NOT_FOUND.code());
  }

  @Test
  void whatThePageMayDoIsSaid() {
    Answer answer = api.rest().get("/").expect(200);

    String policy = answer.header("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains(
            "default-src 'none'",
            "connect-src 'self' wss://push.example.org;",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void theOnlyScriptInThePageIsTheOneThatThePolicyKnows() throws NoSuchAlgorithmException {
    List<MatchResult> scripts =
        Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .toList();
    List<String> inline =
        scripts.stream().map(script -> script.group(2)).filter(text -> !text.isBlank()).toList();

    assertThat(inline).hasSize(1);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(inline.getFirst().getBytes(StandardCharsets.UTF_8));
    assertThat(api.rest().get("/").header("Content-Security-Policy").orElseThrow())
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    assertThat(page).doesNotContain("style=", " onload=", "http://", "https://", "{{");
  }

  @Test
  void allThatThePageNamesIsThereAndMayBeKeptForEver() throws Exception {
    List<String> named =
        Pattern.compile("\"(/web/[^\"]+[^/\"])\"")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();

    assertThat(named)
        .anyMatch(path -> path.endsWith("/app/all.js"))
        .anyMatch(path -> path.endsWith("/styles/all.css"))
        .anyMatch(path -> path.endsWith("/lib/hooks.module.js"));
    for (String path : named) {
      HttpResponse<String> file = file(path, Map.of());
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).as(path).contains("immutable");
      assertThat(header(file, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
    }
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws Exception {
    for (String path : List.of("/", "/sdk/parley.js", "/web/any/app/main.js")) {
      HttpResponse<String> first = file(path, Map.of());
      String tag = header(first, "ETag");

      HttpResponse<String> second = file(path, Map.of("If-None-Match", "\"other\", W/" + tag));
      HttpResponse<String> changed = file(path, Map.of("If-None-Match", "\"other\""));

      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(header(second, "ETag")).isEqualTo(tag);
      assertThat(changed.statusCode()).isEqualTo(200);
    }
  }

  /// Of another program version that runs beside this one for a while.
  @Test
  void aPageOfAnotherVersionGetsWhatThereIsAndDoesNotKeepIt() throws Exception {
    HttpResponse<String> file = file("/web/0123456789abcdef/app/main.js", Map.of());

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(header(file, "Content-Type")).startsWith("text/javascript");
    assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/x/../application.yml",
        "/web/x/..%2fapplication.yml",
        "/web/x/%2e%2e/%2e%2e/logback.xml",
        "/web/x/app/../../application.yml",
        "/web/x//etc/passwd",
        "/web/x/app%00/main.js",
        "/web/x/app/",
        "/sdk/..%2findex.html",
        "/sdk/%2e%2e%2fapp%2fmain.js"
      })
  void nothingElseIsHandedOut(String path) throws Exception {
    assertThat(file(path, Map.of()).statusCode()).isBetween(400, 404);
  }

  @Test
  void theSdkStaysWhereItIs() throws Exception {
    HttpResponse<String> sdk = file("/sdk/parley.js", Map.of());

    assertThat(sdk.statusCode()).isEqualTo(200);
    assertThat(header(sdk, "Content-Type")).startsWith("text/javascript");
    assertThat(header(sdk, "Cache-Control")).isEqualTo("no-cache");
    assertThat(sdk.body()).contains("export class Parley");
  }

  /// Not by [Rest], which tidies nothing but checks each answer against the API's document: of
  /// these files it knows the types alone.
  private static HttpResponse<String> file(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = api.rest().request(path).GET();
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
