package chat.parley.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.StrictSchemas;
import chat.parley.api.realtime.RealtimeSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// The document says what is on the wire, and nothing else. What is on the wire is pinned by the
/// golden files of `shared`; that each command is in it is tested in `push`.
class LiveDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("../shared/src/test/resources/golden");
  private static final String COMMAND = "command.";

  private static final String TEXT = text("ws://localhost:8081/ws");
  private static final JsonNode DOCUMENT = read(TEXT);

  /// In the dialect that AsyncAPI's own schemas are of.
  private static final StrictSchemas SCHEMAS =
      new StrictSchemas(DOCUMENT, SpecificationVersion.DRAFT_7);

  @ParameterizedTest
  @MethodSource("goldenFrames")
  void everyFrameIsAsTheDocumentSays(Path file) throws IOException {
    JsonNode frame = JSON.readTree(file.toFile());

    assertThat(errors(type(frame), frame)).isEmpty();
  }

  @Test
  void everyTypeOfFrameIsInTheDocumentAndNothingElse() throws IOException {
    Set<String> types = new TreeSet<>();
    for (Path file : goldenFrames()) {
      types.add(type(JSON.readTree(file.toFile())));
    }
    Set<String> described = names(DOCUMENT.at("/components/messages"));
    described.removeIf(name -> name.startsWith(COMMAND));

    assertThat(described).hasSizeGreaterThan(30).isEqualTo(types);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSaysWhatItIsAndHasExamples(String name) {
    JsonNode message = DOCUMENT.at("/components/messages").get(name);
    String type = name.startsWith(COMMAND) ? name.substring(COMMAND.length()) : name;

    assertThat(message.path("name").asText()).isEqualTo(type);
    assertThat(message.path("title").asText()).isNotBlank();
    assertThat(message.path("summary").asText()).isNotBlank();
    assertThat(names(message.path("tags"), "name"))
        .isNotEmpty()
        .isSubsetOf(names(DOCUMENT.at("/info/tags"), "name"));
    assertThat(message.path("examples")).isNotEmpty();
    assertThat(message.path("examples"))
        .allSatisfy(
            example -> {
              assertThat(type(example.get("payload"))).isEqualTo(type);
              assertThat(errors(name, example.get("payload"))).isEmpty();
            });
  }

  @Test
  void whatNoSchemaKnowsIsNoticed() throws IOException {
    Map<String, Object> frame =
        new Yaml().load("{type: pong, data: {server_time: '2026-11-20T08:00:00.123456Z', x: 1}}");

    assertThat(errors("pong", JSON.valueToTree(frame))).hasSize(1);
  }

  @Test
  void everyMessageHasAChannelAndEveryChannelSaysWhoSendsIt() {
    Set<String> inChannels = new TreeSet<>();
    DOCUMENT.get("channels").forEach(channel -> inChannels.addAll(names(channel.get("messages"))));
    assertThat(inChannels).isEqualTo(names(DOCUMENT.at("/components/messages")));

    Set<String> used = new TreeSet<>();
    DOCUMENT.get("operations").findValues("messages").stream()
        .flatMap(list -> list.findValuesAsText("$ref").stream())
        .forEach(used::add);
    Set<String> there = new TreeSet<>();
    names(DOCUMENT.at("/channels/socket/messages"))
        .forEach(name -> there.add("#/channels/socket/messages/" + name));
    assertThat(used).isEqualTo(there);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                  .as(reference)
                  .isFalse();
            });
  }

  @Test
  void aCommandTakesTheBodyOfItsCallAndWhatIsInTheCallsPath() {
    JsonNode data =
        DOCUMENT.at("/components/messages/command.message.send/payload/properties/data");

    assertThat(names(data.get("properties"))).contains("conversation_id", "content", "client_id");
    assertThat(data.get("required").toString()).contains("conversation_id");
    assertThat(TEXT).doesNotContain("allOf:", "SendRequest", "&id0", "/internal/");
  }

  @Test
  void theServersAreWhereClientsReachThem() {
    JsonNode sockets = DOCUMENT.at("/servers/sockets");
    assertThat(sockets.get("host").asText()).isEqualTo("localhost:8081");
    assertThat(sockets.get("protocol").asText()).isEqualTo("ws");
    assertThat(sockets.has("pathname")).isFalse();

    JsonNode streams = read(text("wss://chat.example.org/push/ws")).at("/servers/streams");
    assertThat(streams.get("host").asText()).isEqualTo("chat.example.org");
    assertThat(streams.get("protocol").asText()).isEqualTo("https");
    assertThat(streams.get("pathname").asText()).isEqualTo("/push");
  }

  static List<Path> goldenFrames() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static Set<String> messages() {
    return names(DOCUMENT.at("/components/messages"));
  }

  private static List<Error> errors(String message, JsonNode frame) {
    JsonNode described = SCHEMAS.document().at("/components/messages").path(message);
    assertThat(described.has("payload")).as("%s in the document", message).isTrue();
    return SCHEMAS.errors(described.get("payload"), frame);
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asText();
  }

  private static Set<String> names(JsonNode mapping) {
    Set<String> names = new TreeSet<>();
    mapping.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> names(JsonNode list, String member) {
    return new TreeSet<>(list.findValuesAsText(member));
  }

  private static String text(String url) {
    return new LiveDocument(new RealtimeSettings(URI.create(url))).text();
  }

  private static JsonNode read(String yaml) {
    Map<String, Object> tree = new Yaml().load(yaml);
    return JSON.valueToTree(tree);
  }
}
