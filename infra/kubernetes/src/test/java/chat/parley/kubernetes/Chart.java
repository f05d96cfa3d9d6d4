package chat.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The chart, rendered by Helm itself as it would be for a cluster.
///
/// The library leaves out hooks, so a copy of the chart is rendered in which they are none, and
/// what makes them hooks is given back afterwards.
final class Chart {
  static final Path FOLDER = Path.of("parley");

  private static final String HOOK = "helm.sh/hook";
  private static final String NO_HOOK = "chart-test/hook";

  /// The oldest that it is for.
  private static final String KUBERNETES = "1.30.0";

  private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();
  private static final Path COPY = copyWithoutHooks();

  private Chart() {}

  /// The names of the files in `examples`.
  static List<String> examples() {
    return files(Path.of("examples")).stream()
        .map(file -> file.getFileName().toString().replace(".yaml", ""))
        .toList();
  }

  static JsonNode example(String name) {
    return Yaml.read(Path.of("examples", name + ".yaml"));
  }

  /// With the values of an example; each is rendered once.
  static Manifests with(String example) {
    return RENDERED.computeIfAbsent(example, name -> with(example(name)));
  }

  /// With the values of an example, and others over them.
  static Manifests with(String example, String more) {
    return with(Yaml.merge(example(example), Yaml.read(more)));
  }

  static Manifests with(JsonNode values) {
    return hooked(render(COPY, "parley", values));
  }

  /// As a release of another name.
  static Manifests named(String release) {
    return hooked(render(COPY, release, example("full")));
  }

  /// Without hooks, as Helm leaves them out.
  static Manifests withoutHooks(String example) {
    return Manifests.parse(render(FOLDER, "parley", example(example)));
  }

  private static Manifests hooked(String rendered) {
    return Manifests.parse(rendered.replace(NO_HOOK + ":", HOOK + ":"));
  }

  private static String render(Path chart, String release, JsonNode values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values.toString());
        return new Helm(chart)
            .template()
            .withName(release)
            .withNamespace("chat")
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file)
            .call();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What Helm has to say of the chart with the values of an example.
  static LintResult lint(String example) {
    try {
      Path copy = Files.createTempDirectory("chart");
      try {
        copy(FOLDER, copy);
        Path values = copy.resolve("values.yaml");
        Files.writeString(values, Yaml.merge(Yaml.read(values), example(example)).toString());
        return new Helm(copy).lint().strict().call();
      } finally {
        delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copyWithoutHooks() {
    try {
      Path copy = Files.createTempDirectory("chart");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copy)));
      copy(FOLDER, copy);
      for (Path template : files(copy.resolve("templates"))) {
        Files.writeString(template, Files.readString(template).replace(HOOK + ":", NO_HOOK + ":"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.toList().reversed()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
