package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.dev.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class DockerfileTest {
  private static final String MADE = "/parley/infra/docker/target/image/";

  @Test
  void eachBaseHasATagAndCanBeAnotherOne() throws IOException {
    List<String> bases =
        Recipe.all().stream()
            .filter(each -> each.is("ARG"))
            .map(each -> each.arguments().split("=", 2)[1])
            .toList();

    assertThat(bases).hasSize(2).allMatch(base -> base.matches("[a-z]+:[0-9a-z][0-9a-z.-]+"));
    assertThat(bases).noneMatch(base -> base.endsWith(":latest"));
    List<String> begun = new ArrayList<>();
    for (Instruction from : Recipe.all().stream().filter(each -> each.is("FROM")).toList()) {
      String base = from.words().getFirst();
      assertThat(base.startsWith("${") || begun.contains(base)).as(from.toString()).isTrue();
      begun.add(from.words().getLast());
    }
  }

  /// **Invariant: what isn't of a layer of its own comes with the one that changes more often.**
  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void theLayersAreThoseThatAreMadeLeastChangingFirst(String program) throws IOException {
    List<String> expected =
        Arrays.stream(Layer.values())
            .filter(layer -> layer != Layer.DATA || program.equals("api"))
            .map(
                layer ->
                    "%s%s/%s/ /%s/".formatted(MADE, program, layer.folder(), layer.destination()))
            .toList();

    List<Instruction> copies = Recipe.of(program).all("COPY");

    assertThat(copies).extracting(copy -> String.join(" ", copy.words())).isEqualTo(expected);
    assertThat(copies).allMatch(copy -> copy.flag("from").equals("build"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void aUserWithoutRightsRunsTheProgramAndNothingBetween(String program) throws IOException {
    Recipe recipe = Recipe.of(program);

    String user = recipe.last("USER").arguments();
    assertThat(user)
        .as("by number, which is how Kubernetes knows that it isn't root")
        .matches("[1-9][0-9]{3,4}:[1-9][0-9]{3,4}");
    assertThat(recipe.all("COPY")).allMatch(copy -> List.of("", user).contains(copy.flag("chown")));
    assertThat(recipe.last("ENTRYPOINT").command())
        .containsExactly("/opt/java/bin/java", "@parley-%s.jvm".formatted(program), "@start");
    assertThat(recipe.assignments("ENV"))
        .containsEntry("JDK_JAVA_OPTIONS", "@/opt/parley/parley-%s.heap".formatted(program));
    assertThat(recipe.last("STOPSIGNAL").arguments()).isEqualTo("SIGTERM");
    assertThat(recipe.last("WORKDIR").arguments()).isEqualTo("/" + Layer.PROGRAM.destination());
    // Files are made elsewhere; so nothing of a build is left in a layer.
    assertThat(recipe.instructions())
        .extracting(Instruction::keyword)
        .doesNotContain("RUN", "ADD", "SHELL", "MAINTAINER", "VOLUME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void theProbeAsksThePortThatTheProgramListensOn(String program) throws IOException {
    Recipe recipe = Recipe.of(program);
    String port = Integer.toString(portOf(program));

    assertThat(recipe.last("EXPOSE").arguments()).isEqualTo(port);
    assertThat(recipe.last("HEALTHCHECK").command()).containsExactly("/opt/parley/healthy", port);
    assertThat(recipe.last("HEALTHCHECK").flag("timeout")).isEqualTo("3s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void itSaysWhatItIsAndHoldsNoSecret(String program) throws IOException {
    Recipe recipe = Recipe.of(program);

    assertThat(recipe.assignments("LABEL"))
        .containsEntry("org.opencontainers.image.title", "Parley " + program)
        .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
        .containsKeys("org.opencontainers.image.vendor", "org.opencontainers.image.description");
    assertThat(recipe.assignments("ENV").keySet())
        .noneMatch(name -> name.matches(".*(KEY|SECRET|PASSWORD|CREDENTIAL|TOKEN).*"));
  }

  /// What else there is to know about Dockerfiles, for who has it.
  @Test
  void hadolintHasNothingToSay() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("hadolint", Recipe.file().toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      System.out.println(
          "!!! DockerfileTest: no hadolint here, so only our own rules are checked.");
      assumeTrue(false, "hadolint is not installed");
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static int portOf(String program) throws IOException {
    Path settings =
        Checkout.here().root().resolve(program).resolve("src/main/resources/application.yml");
    Object yaml = new Yaml().load(Files.readString(settings));
    JsonNode all = new ObjectMapper().valueToTree(yaml);
    return all.at("/micronaut/server/port").asInt();
  }
}
