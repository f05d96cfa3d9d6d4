package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameScannerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "\"client_id\":\"due-7\"",
          "\\\"client_id\":\"due-7\"",
          "{\"type\":\"x\",\"conversation_id\":\"",
          "Grüße, 你好 👋");

  @Test
  void itSeesInAMessageWhatAParserSees() throws IOException {
    Random random = new Random(1);
    FrameScanner scanner = new FrameScanner();
    for (int i = 0; i < 2_000; i++) {
      byte[] frame = JSON.writeValueAsBytes(message(random));
      byte[] among = new byte[frame.length + 20];
      int from = random.nextInt(20);
      System.arraycopy(frame, 0, among, from, frame.length);

      scanner.scan(among, from, from + frame.length);

      JsonNode parsed = JSON.readTree(frame);
      UUID conversation = UUID.fromString(parsed.get("conversation_id").asText());
      String clientId = parsed.at("/data/client_id").asText();
      assertThat(scanner.type()).isEqualTo(parsed.get("type").asText());
      assertThat(scanner.isDurable()).isTrue();
      assertThat(scanner.conversationHigh()).isEqualTo(conversation.getMostSignificantBits());
      assertThat(scanner.conversationLow()).isEqualTo(conversation.getLeastSignificantBits());
      assertThat(scanner.seq()).isEqualTo(parsed.get("seq").asLong());
      assertThat(scanner.due())
          .isEqualTo(clientId.startsWith("due-") ? Long.parseLong(clientId.split("-", -1)[1]) : -1);
      assertThat(scanner.number())
          .isEqualTo(clientId.startsWith("due-") ? Long.parseLong(clientId.split("-", -1)[2]) : -1);
    }
  }

  @Test
  void whatHasNoNumberIsNotDurable() {
    FrameScanner scanner = new FrameScanner();
    for (String frame :
        List.of(
            "{\"type\":\"resumed\",\"id\":\"r\",\"data\":{\"replayed\":1,\"reset\":[]}}",
            "{\"type\":\"typing.started\",\"conversation_id\":\"%s\"}"
                .formatted(UUID.randomUUID()))) {
      byte[] bytes = frame.getBytes(UTF_8);

      scanner.scan(bytes, 0, bytes.length);

      assertThat(scanner.isDurable()).as(frame).isFalse();
    }
  }

  @Test
  void anAnswerSaysWhichCommandItIsTo() {
    FrameScanner scanner = new FrameScanner();
    byte[] bytes = "{\"type\":\"ack\",\"id\":\"due-12-34\",\"data\":{}}".getBytes(UTF_8);

    scanner.scan(bytes, 0, bytes.length);

    assertThat(scanner.type()).isEqualTo("ack");
    assertThat(scanner.due()).isEqualTo(12);
    assertThat(scanner.number()).isEqualTo(34);
  }

  @Test
  void whenAMessageWasDueIsFoundInFramesOfOtherServersToo() {
    FrameScanner scanner = new FrameScanner();
    byte[] bytes =
        "42[\"message\",{\"content\":\"x\",\"client_id\":\"due-12-34\"}]".getBytes(UTF_8);

    scanner.scanForDue(bytes, 0, bytes.length);

    assertThat(scanner.due()).isEqualTo(12);
    assertThat(scanner.number()).isEqualTo(34);
  }

  private static ObjectNode message(Random random) {
    ObjectNode frame = JSON.createObjectNode();
    frame.put("type", "message.created");
    frame.put("conversation_id", new UUID(random.nextLong(), random.nextLong()).toString());
    frame.put("seq", random.nextLong(Long.MAX_VALUE));
    ObjectNode data = frame.putObject("data");
    data.put("content", TEXTS.get(random.nextInt(TEXTS.size())));
    if (random.nextBoolean()) {
      data.put("client_id", "due-" + random.nextLong(Long.MAX_VALUE) + "-" + random.nextInt(9));
    } else {
      data.putNull("client_id");
    }
    data.put("edit_count", random.nextInt(9));
    return frame;
  }
}
