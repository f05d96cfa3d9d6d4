package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two apis, two push nodes: a refresh token that comes back closes the sockets of its session on
/// every node, and makes its access token worthless at every api.
@ExtendWith(SharedStack.class)
class StolenTokenIT {
  private static final int AT_ONCE = 50;

  @Test
  void fiftyRefreshesAtOnceGiveOneSuccessorAndOneMoreAfterTenSecondsEndsTheSession(Stack stack)
      throws Exception {
    List<RestClient> apis =
        stack.apis().stream().map(RunningNode::port).map(RestClient::on).toList();
    JsonNode begun = registered(apis.getFirst());
    String token = begun.get("access_token").asText();

    Set<String> successors = successorsOf(begun.get("refresh_token").asText(), apis);
    assertThat(successors).hasSize(1);

    try (SocketClient one = SocketClient.open(stack.pushes().getFirst().port(), token);
        SocketClient two = SocketClient.open(stack.pushes().getLast().port(), token)) {
      // For ten seconds it is a retry, which is answered with the same successor.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> isTheft(apis.getFirst(), begun.get("refresh_token").asText(), successors));

      for (SocketClient socket : List.of(one, two)) {
        assertThat(socket.closed().get(5, TimeUnit.SECONDS)).isEqualTo(4401);
        assertThat(socket.heard().getLast().frame().at("/data/reason").asText()).isEqualTo("reuse");
      }
    }
    for (RestClient api : apis) {
      assertThat(api.get("/v1/users/me", token).body()).contains("session_revoked");
      refreshed(api, successors.iterator().next(), 401);
    }
  }

  private static Set<String> successorsOf(String token, List<RestClient> apis) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> answers = new ArrayList<>();
      IntStream.range(0, AT_ONCE)
          .forEach(i -> answers.add(threads.submit(() -> refreshed(apis.get(i % 2), token, 200))));
      Set<String> successors = new HashSet<>();
      for (Future<JsonNode> answer : answers) {
        successors.add(answer.get().get("refresh_token").asText());
      }
      return successors;
    }
  }

  /// @return whether it is no retry any more
  private static boolean isTheft(RestClient api, String spent, Set<String> successors) {
    HttpResponse<String> answer = api.post("/v1/auth/refresh", "", Map.of("refresh_token", spent));
    if (answer.statusCode() == 200) {
      assertThat(answer.body()).contains(successors);
      return false;
    }
    assertThat(answer.statusCode()).isEqualTo(401);
    return true;
  }

  private static JsonNode refreshed(RestClient api, String token, int status) {
    return RestClient.expect(
        status, api.post("/v1/auth/refresh", "", Map.of("refresh_token", token)));
  }

  private static JsonNode registered(RestClient api) {
    return RestClient.expect(
        201,
        api.post(
            "/v1/auth/register",
            "",
            Map.of(
                "username", "robbed",
                "email", "robbed@example.org",
                "password", "correct horse battery")));
  }
}
