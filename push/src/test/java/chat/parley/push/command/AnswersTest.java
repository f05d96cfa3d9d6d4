package chat.parley.push.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.feed.Frame;
import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is put together by hand is the same as what is written from types.
class AnswersTest {
  private final JsonMapper json = JsonMapper.createDefault();
  private final Answers answers = new Answers(json);

  @Test
  void anAckIsAServersAck() throws IOException {
    for (String id : List.of("c7", "\"}],\\ \n", "ключ", "\u2028")) {
      assertThat(text(answers.ack(id, "{\"seq\":1}".getBytes(StandardCharsets.US_ASCII))))
          .isEqualTo(
              json.writeValueAsString(
                  new ServerFrame.Ack(
                      id, JsonNode.createObjectNode(Map.of("seq", JsonNode.createNumberNode(1))))));
    }
  }

  @Test
  void anErrorIsAServersRefusal() throws IOException {
    Problem problem =
        Problem.of(ErrorCode.VALIDATION_FAILED, "no")
            .withErrors(List.of(new Problem.FieldError("message_id", "required", "given")))
            .at("/ws", "r1");
    for (String id : List.of("c7", "\"")) {
      assertThat(text(answers.error(id, problem)))
          .isEqualTo(json.writeValueAsString(new ServerFrame.Refusal(id, problem)));
    }
    assertThat(text(answers.error(null, problem)))
        .isEqualTo(json.writeValueAsString(new ServerFrame.Refusal(null, problem)));
  }

  @Test
  void whatTheApiSaysIsHandedOnByteForByte() {
    String body = "{ \"b\": 1.50, \"a\": \"\\u00fc 🔑\" }";

    assertThat(text(answers.ack("c1", body.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("{\"type\":\"ack\",\"id\":\"c1\",\"data\":" + body + "}");
  }

  private static String text(Frame frame) {
    ByteBuf bytes = frame.view();
    bytes.skipBytes(bytes.getByte(1) == 126 ? 4 : 2);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
