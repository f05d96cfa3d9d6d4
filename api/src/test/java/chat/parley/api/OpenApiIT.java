package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Described.Call;
import chat.parley.api.Rest.Answer;
import chat.parley.shared.problem.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The document says what there is, and nothing else. Whether it is right about the answers is
/// checked with each answer that a test sees: [Rest].
class OpenApiIT {
  private static RunningApi api;
  private static String text;
  private static Described described;

  @BeforeAll
  static void start() throws IOException {
    api = RunningApi.onANewDatabase();
    text = api.rest().get("/openapi.yml").expect(200).body();
    // For a linter, which is no part of this build.
    Files.writeString(Path.of("target", "openapi.yml"), text);
    described = Described.parse(text);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyRouteIsInTheDocumentAndNothingElse() {
    Set<String> routes =
        api.bean(Router.class)
            .uriRoutes()
            .map(
                route ->
                    route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
            // A HEAD is implied by its GET.
            .filter(route -> !route.startsWith("HEAD ") && !route.contains(" /internal/"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> calls =
        described.calls().stream()
            .map(Call::toString)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(calls).hasSizeGreaterThan(30).isEqualTo(routes);
  }

  @Test
  void itIsOpenApi31AndTellsNobodyOfTheInternalCalls() {
    assertThat(text).contains("openapi: 3.1.").doesNotContain("/internal/", "nullable:", "&id0");
  }

  @Test
  void everyCallHasASummaryAndATagThatIsExplained() {
    Set<String> explained =
        described.document().get("tags").findValuesAsText("name").stream()
            .collect(Collectors.toSet());

    assertThat(described.calls())
        .allSatisfy(
            call -> {
              assertThat(call.operation().path("summary").asText()).isNotBlank();
              assertThat(call.operation().path("tags")).isNotEmpty();
              assertThat(call.operation().path("tags"))
                  .allSatisfy(tag -> assertThat(explained).contains(tag.asText()));
            });
  }

  @Test
  void callsHaveNamesOfTheirOwn() {
    assertThat(described.calls())
        .extracting(call -> call.operation().get("operationId").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void whatNeedsNoTokenSaysSo() {
    JsonNode login = described.call("POST", "/v1/auth/login").operation();
    JsonNode logout = described.call("POST", "/v1/auth/logout").operation();
    JsonNode me = described.call("GET", "/v1/users/me").operation();

    assertThat(login.path("security").toString()).isEqualTo("[]");
    assertThat(logout.path("security").toString()).isEqualTo("[{\"bearer\":[]},{}]");
    assertThat(me.has("security")).isFalse();
  }

  @Test
  void whatIsSentHasAnExampleAndAllExamplesAreRight() {
    List<String> without =
        described.calls().stream()
            .flatMap(call -> call.operation().path("requestBody").findValuesAsText("$ref").stream())
            .filter(body -> !described.document().at(body.substring(1)).has("examples"))
            .toList();

    assertThat(without).isEmpty();
    assertThat(new AnswerCheck(described).wrongExamples()).isEmpty();
  }

  /// What is in it is tested without a running api: `LiveDocumentTest`.
  @Test
  void theDocumentOfWhatIsLiveIsServedLikeThisOne() throws IOException {
    Answer calls = api.rest().get("/openapi.yml").expect(200);
    Answer live = api.rest().get("/asyncapi.yml").expect(200);

    Files.writeString(Path.of("target", "asyncapi.yml"), live.body());
    assertThat(live.body()).startsWith("asyncapi: 3.0.0\n");
    for (String header : List.of("Content-Type", "Cache-Control")) {
      assertThat(live.header(header)).isPresent().isEqualTo(calls.header(header));
    }
  }

  @Test
  void thePagesLoadNothingFromElsewhere() {
    for (String page : List.of("/docs", "/redoc")) {
      Answer answer = api.rest().get(page).expect(200);

      assertThat(answer.header("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'");
      List<String> files =
          Pattern.compile("(?:src|href)=\"([^\"]+)\"")
              .matcher(answer.body())
              .results()
              .map(match -> match.group(1))
              .filter(file -> !file.startsWith("data:"))
              .toList();
      assertThat(files).hasSizeGreaterThan(1).allMatch(file -> file.startsWith("/docs/assets/"));
      assertThat(files).allSatisfy(file -> assertThat(size(file)).isPositive());
    }
  }

  private static int size(String file) throws IOException {
    try (InputStream bytes = api.rest().request(file).build().uri().toURL().openStream()) {
      return bytes.readAllBytes().length;
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void theTypeOfEachProblemLeadsToAPage(ErrorCode code) {
    Answer page = api.rest().get("/problems/" + code.code()).expect(200);

    assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body()).contains(code.code(), code.title());
  }

  @Test
  void noOtherProblemHasAPage() {
    assertThat(api.rest().get("/problems/none").expect(404).text("code")).isEqualTo("not_found");
  }
}
