package chat.parley.infra.docker;

import chat.parley.infra.dev.Secrets;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Stores, and containers on them, each in a folder of its own. For one thread.
final class Containers implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "containers").toAbsolutePath();
  private static final Duration MIGRATION = Duration.ofSeconds(60);

  private final RedisStore redis = RedisStore.temporary();
  private final PostgresStore postgres = PostgresStore.temporary();
  private final Secrets secrets = Secrets.fresh();
  private final List<Container> started = new ArrayList<>();
  private final Image api;
  private final Image push;

  /// @param images as [Assemble#into] makes them
  Containers(List<Image> images) {
    api = images.get(0);
    push = images.get(1);
    postgres.ensureDatabase("parley");
  }

  /// @return the exit code
  int migrate() throws Exception {
    return start(api, List.of("migrate"), database()).exit(MIGRATION);
  }

  /// @param options of the JVM, as somebody would add them
  Container startApi(String... options) throws IOException {
    Map<String, String> environment = new HashMap<>(database());
    environment.put("PARLEY_DATABASE_MIGRATE", "false");
    environment.put("PARLEY_AUTH_SIGNING_KEYS", secrets.signingKeys());
    environment.put("PARLEY_PASSWORDS_MEMORY", "64");
    environment.put("PARLEY_PASSWORDS_PASSES", "1");
    environment.put("PARLEY_RATE_LIMITS_ENABLED", "false");
    return start(api, List.of(), common(environment, "api", options));
  }

  Container startPush(Container to, String... options) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PARLEY_API_URLS", to.uri().toString());
    environment.put("PARLEY_PUSH_DRAIN_WINDOW", "500ms");
    return start(push, List.of(), common(environment, "push", options));
  }

  private Map<String, String> database() {
    return Map.of(
        "PARLEY_DATABASE_URL",
        postgres.jdbcUrl("parley"),
        "PARLEY_DATABASE_USERNAME",
        postgres.username(),
        "PARLEY_DATABASE_PASSWORD",
        postgres.password());
  }

  private Map<String, String> common(Map<String, String> own, String program, String... options) {
    own.put("PARLEY_REDIS_URI", redis.uri());
    own.put("PARLEY_INTERNAL_CREDENTIAL", secrets.internalCredential());
    if (options.length > 0) {
      String heap = "@/opt/parley/parley-" + program + ".heap ";
      own.put("JDK_JAVA_OPTIONS", heap + String.join(" ", options));
    }
    return own;
  }

  private Container start(Image image, List<String> arguments, Map<String, String> environment)
      throws IOException {
    Path folder = FOLDER.resolve(image.program() + "-" + started.size());
    Container container = Container.start(image, folder, arguments, environment);
    started.add(container);
    return container;
  }

  @Override
  public void close() {
    try (redis;
        postgres) {
      started.reversed().forEach(Container::close);
    }
  }
}
