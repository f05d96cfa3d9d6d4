package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenFrameTest {
  private static final Map<String, JsonNode> KNOWN =
      Map.of("ada", TextNode.valueOf("a1"), "message.seq", IntNode.valueOf(7));

  @Test
  void theSameIsTheSame() throws IOException {
    assertThat(
            differences(
                """
                {"a":[1,null,{"b":"{ada}, hello"}],"seq":"{message.seq}","at":"{time}"}
                """,
                """
                {"at":"2026-11-20T08:00:00.123456Z","seq":7,"a":[1,null,{"b":"a1, hello"}]}
                """))
        .isEmpty();
  }

  @Test
  void aMissingMemberIsToldFromNull() throws IOException {
    assertThat(differences("{\"a\":{\"b\":null}}", "{\"a\":{}}"))
        .containsExactly("/a/b is missing");
  }

  @Test
  void aMemberMoreIsTooMuch() throws IOException {
    assertThat(differences("{\"a\":{}}", "{\"a\":{\"b\":null}}"))
        .containsExactly("/a/b is too much: null");
  }

  @Test
  void anotherValueOrTypeIsAnother() throws IOException {
    assertThat(differences("[1,\"{ada}\",{},[1]]", "[\"1\",\"a2\",[],[1,2]]"))
        .containsExactly(
            "/0 is \"1\" instead of 1",
            "/1 is \"a2\" instead of \"{ada}\"",
            "/2 is [] instead of {}",
            "/3 is [1,2] instead of [1]");
  }

  @Test
  void whatIsNotKnownHasToBeWellFormed() throws IOException {
    assertThat(
            differences(
                "[\"{id}\",\"{time}\",\"{seq}\"]",
                "[\"019aa0c0-0000-4000-8000-00000000000a\",\"2026-11-20T08:00:00Z\",0]"))
        .hasSize(3);
  }

  @Test
  void aNumberIsTheSameInAllPlacesOfAFrame() throws IOException {
    assertThat(differences("[\"{seq}\",\"{seq}\"]", "[3,3]")).isEmpty();
    assertThat(differences("[\"{seq}\",\"{seq}\"]", "[3,4]")).hasSize(1);
  }

  @Test
  void aPlaceholderThatNobodyKnowsIsAMistakeOfTheTest() {
    assertThatThrownBy(() -> differences("\"{bob}\"", "\"b1\""))
        .hasMessageContaining("nobody knows {bob}");
  }

  private static List<String> differences(String wanted, String frame) throws IOException {
    return new GoldenFrame("frame", RestClient.JSON.readTree(wanted))
        .differences(RestClient.JSON.readTree(frame), KNOWN);
  }
}
