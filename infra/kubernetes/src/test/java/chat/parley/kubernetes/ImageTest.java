package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests and the images are made for each other: arguments are the program's, and the heap
/// is in a variable.
@WithHelm
class ImageTest {
  private static final Path ROOT = Path.of("..", "..");

  static List<Pod> pods() {
    return Stream.concat(
            Chart.examples().stream().flatMap(example -> Chart.with(example).pods().stream()),
            Stream.of("knative/api.yaml", "cloud-run/api.yaml", "cloud-run/migration.yaml")
                .flatMap(file -> Manifests.read(Path.of(file)).pods().stream()))
        .filter(pod -> !pod.maker().startsWith("CronJob/"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void theImageTakesItsHeapFromAVariableAndNothingButTheProgramsArguments(String program)
      throws IOException {
    String stage = stage(program);
    JsonNode command = Yaml.read("it: " + instruction(stage, "ENTRYPOINT")).path("it");
    assertThat(Manifests.elements(command).toList().getLast().asText()).isEqualTo("@start");
    assertThat(instruction(stage, "ENV")).contains("JDK_JAVA_OPTIONS=");
    // The command comes after the variable, and what comes later wins.
    Path options = ROOT.resolve(program).resolve("src/main/jvm/parley-%s.jvm".formatted(program));
    assertThat(Files.readAllLines(options))
        .isNotEmpty()
        .noneMatch(line -> line.matches("-(Xm[sxn]|XX:(Max|Min|Initial)(RAM|Heap)(Perc|Size)).*"));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void noPodSaysWhatTheImageSaysOrGivesItWhatItDoesNotTake(Pod pod) {
    JsonNode container = pod.container();
    // The entry point names its files from there.
    assertThat(container.has("command") || container.has("workingDir")).isFalse();
    assertThat(pod.variable("JDK_JAVA_OPTIONS")).matches("-XX:MaxRAMPercentage=[0-9]+( -\\S+)*");
    if (pod.maker().startsWith("Job/")) {
      assertThat(container.path("args")).hasToString("[\"migrate\"]");
    } else {
      assertThat(container.has("args")).isFalse();
    }
  }

  @Test
  void podsRunAsTheImagesUser() throws IOException {
    JsonNode security = Chart.with("minimal").pod("api").spec().path("securityContext");
    assertThat(instruction(stage("base"), "USER"))
        .isEqualTo(
            "%d:%d"
                .formatted(
                    security.path("runAsUser").asLong(), security.path("runAsGroup").asLong()));
  }

  /// With lines that go on in the next joined.
  private static String stage(String name) throws IOException {
    String file = Files.readString(ROOT.resolve("infra/docker/Dockerfile")).replace("\\\n", " ");
    return Stream.of(file.split("(?m)^(?=FROM )", -1))
        .filter(stage -> stage.lines().findFirst().orElse("").endsWith(" AS " + name))
        .findFirst()
        .orElseThrow();
  }

  private static String instruction(String stage, String keyword) {
    return stage
        .lines()
        .filter(line -> line.startsWith(keyword + " "))
        .map(line -> line.substring(keyword.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
