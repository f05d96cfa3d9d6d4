package chat.parley.system.chaos;

import chat.parley.system.chaos.Write.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// What a client has asked by socket and is not answered yet. Any thread.
final class Commands {
  private static final int PATIENCE_SECONDS = 5;
  private static final Api.Result UNANSWERED =
      new Api.Result(Outcome.UNKNOWN, 1, 0, MissingNode.getInstance());

  private final Map<String, CompletableFuture<Api.Result>> waiting = new ConcurrentHashMap<>();
  private int count;

  /// One try. The answer is no later than a client would wait for it.
  synchronized CompletableFuture<Api.Result> ask(Wire wire, String type, Map<String, ?> data) {
    String id = "c" + count++;
    CompletableFuture<Api.Result> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode frame = Api.JSON.createObjectNode().put("id", id).put("type", type);
    wire.send(frame.set("data", Api.JSON.valueToTree(data)).toString());
    return answer
        .completeOnTimeout(UNANSWERED, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete((result, failure) -> waiting.remove(id));
  }

  void acknowledged(JsonNode frame) {
    answer(frame, new Api.Result(Outcome.ACKNOWLEDGED, 0, 200, frame.path("data")));
  }

  void refused(JsonNode frame) {
    int status = frame.at("/error/status").asInt();
    boolean isCertain = status >= 400 && status < 500 && status != 429;
    answer(
        frame,
        isCertain
            ? new Api.Result(Outcome.REFUSED, 0, status, MissingNode.getInstance())
            : UNANSWERED);
  }

  private void answer(JsonNode frame, Api.Result result) {
    CompletableFuture<Api.Result> answer = waiting.get(frame.path("id").asText());
    if (answer != null) {
      answer.complete(result);
    }
  }

  /// The connection has ended.
  void lost() {
    waiting.values().forEach(answer -> answer.complete(UNANSWERED));
  }
}
