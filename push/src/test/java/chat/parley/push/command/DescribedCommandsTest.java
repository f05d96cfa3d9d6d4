package chat.parley.push.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/// Clients learn of commands from the document that the api serves (`/asyncapi.yml`).
class DescribedCommandsTest {
  private static final Path DOCUMENT = Path.of("../api/src/main/resources/asyncapi.yml");

  /// Those that a node answers without the api.
  private static final Set<String> OWN = Set.of("ping", "resume", "auth.refresh");

  @Test
  void allCommandsAreInTheDocumentAndNothingElse() throws IOException {
    Set<String> described =
        messages().keySet().stream()
            .map(Object::toString)
            .filter(name -> name.startsWith("command."))
            .map(name -> name.substring("command.".length()))
            .collect(Collectors.toSet());

    assertThat(described)
        .isEqualTo(
            Stream.concat(OWN.stream(), Arrays.stream(Route.values()).map(Route::command))
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void theExampleOfACommandIsReadAsThatCommand(Route route) throws IOException {
    Map<?, ?> message = mapping(messages(), "command." + route.command());
    List<?> examples = (List<?>) requireNonNull(message.get("examples"));
    Map<?, ?> payload = mapping((Map<?, ?>) examples.getFirst(), "payload");
    assertThat(payload.get("type")).isEqualTo(route.command());

    Reading reading =
        new CallReader(JsonMapper.createDefault())
            .read(route, JsonNode.from(mapping(payload, "data")));

    assertThat(reading).isInstanceOf(Reading.Valid.class);
  }

  private static Map<?, ?> messages() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    Map<?, ?> document = new Yaml(options).load(Files.readString(DOCUMENT));
    return mapping(mapping(document, "components"), "messages");
  }

  private static Map<?, ?> mapping(Map<?, ?> tree, String name) {
    return (Map<?, ?>) requireNonNull(tree.get(name), name);
  }
}
