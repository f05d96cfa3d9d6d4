package chat.parley.api.document;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// The OpenAPI document of what this process serves. Put together when it is first asked for, so
/// it costs the start nothing.
@Singleton
class ApiDocument {
  private static final String GENERATED = "/META-INF/swagger/openapi.yml";
  private static final String WRITTEN = "/openapi.yml";

  private final OperationDetails details;
  private @Nullable String text;

  ApiDocument(OperationDetails details) {
    this.details = details;
  }

  synchronized String text() {
    if (text == null) {
      text = write(build());
    }
    return text;
  }

  private Map<String, Object> build() {
    Map<String, Object> document = read(GENERATED);
    // What the push tier calls is nobody's business.
    Tree.at(document, "paths").keySet().removeIf(path -> path.startsWith("/internal/"));
    Modernisation.apply(document);
    Components.requireWhatIsAnswered(document);
    Tree.merge(document, read(WRITTEN));
    Tree.at(document, "components").put("examples", RefusedStatuses.examples());
    details.complete(document);
    Components.prune(document);
    return document;
  }

  private static Map<String, Object> read(String resource) {
    // The bound of 50 is for what strangers write.
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new TimesAreTexts());
    try (InputStream bytes =
        Objects.requireNonNull(ApiDocument.class.getResourceAsStream(resource), resource)) {
      return Tree.mapping(yaml.load(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    options.setDereferenceAliases(true);
    return new Yaml(options).dump(document);
  }

  /// JSON has no times, so they must not become any on their way from file to file.
  private static final class TimesAreTexts extends Resolver {
    @Override
    public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, pattern, first, limit);
      }
    }
  }
}
