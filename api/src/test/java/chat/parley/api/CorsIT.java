package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What pages of other origins may do.
class CorsIT {
  private static final String ALLOWED = "https://chat.example.org";
  private static final String OTHER = "https://evil.example.org";
  private static final String ME = "/v1/users/me";

  private static RunningApi open;
  private static RunningApi closed;

  @BeforeAll
  static void start() {
    Database database = Database.fresh();
    open =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.cors.allowed-origins",
                List.of(ALLOWED, "https://second.example.org")));
    closed = RunningApi.on(database);
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
  }

  @Test
  void aPageOfAnAllowedOriginMayAsk() {
    Answer leave = preflight(open, ALLOWED, "PATCH").expect(200);

    assertThat(leave.header("Access-Control-Allow-Origin")).hasValue(ALLOWED);
    assertThat(leave.header("Access-Control-Allow-Methods").orElseThrow()).contains("PATCH");
    assertThat(leave.header("Access-Control-Max-Age")).hasValue("3600");
    assertThat(leave.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(leave.header("Vary").orElseThrow()).contains("Origin");
    assertThat(leave.response().headers().allValues("X-Request-Id")).hasSize(1);
    assertThat(leave.response().headers().allValues("Access-Control-Allow-Headers"))
        .map(each -> each.toLowerCase(Locale.ROOT))
        .anySatisfy(each -> assertThat(each).contains("authorization"));
  }

  @Test
  void andMayReadTheAnswerAlsoWhenItIsARefusal() {
    Rest ada = open.rest().as(open.rest().register("ada"));
    for (Rest who : List.of(ada, open.rest())) {
      Answer answer = who.send(who.request(ME).header("Origin", ALLOWED).GET());

      assertThat(answer.status()).isEqualTo(who == ada ? 200 : 401);
      assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(ALLOWED);
      assertThat(answer.response().headers().allValues("Access-Control-Expose-Headers").toString())
          .contains("X-Request-Id", "Retry-After", "RateLimit");
    }
  }

  @Test
  void aPageOfAnotherOriginGetsNoLeave() {
    Answer refused = preflight(open, OTHER, "PATCH");
    Answer answer =
        open.rest().send(open.rest().request("/v1/users/me").header("Origin", OTHER).GET());

    for (Answer each : List.of(refused, answer)) {
      assertThat(each.status()).isBetween(400, 499);
      assertThat(each.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(each.header("X-Request-Id")).isPresent();
      assertThat(each.header("Content-Type")).hasValue("application/problem+json");
    }
  }

  @Test
  void aMethodThatIsNotThereIsAProblemDocumentToo() {
    Answer refused = preflight(open, ALLOWED, "PUT");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("forbidden");
    assertThat(refused.text("trace_id")).isEqualTo(refused.header("X-Request-Id").orElseThrow());
  }

  @Test
  void unlessItIsSetNobodyGetsLeave() {
    for (String origin : List.of(ALLOWED, OTHER, "http://localhost:3000", "null")) {
      assertThat(preflight(closed, origin, "GET").header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  /// A browser sends `Origin` with what the web client on this very host posts.
  @Test
  void theWebClientsOwnOriginNeedsNone() {
    Rest rest = closed.rest();
    String own = rest.request("/").GET().build().uri().resolve("/").toString();
    Answer answer =
        rest.send(
            rest.request("/v1/auth/login")
                .header("Origin", own.substring(0, own.length() - 1))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"x\", \"password\": \"y\"}")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("invalid_credentials");
  }

  private static Answer preflight(RunningApi api, String origin, String method) {
    Rest rest = api.rest();
    return rest.send(
        rest.request(
                method.equals("PATCH") ? "/v1/messages/019aa0c0-0000-7000-8000-000000000000" : ME)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody()));
  }
}
