package chat.parley.api;

import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/// An api in this process on a real PostgreSQL and a real Redis. The stores are started once for
/// all tests; each running api has a database of its own unless it is told to share one.
final class RunningApi implements AutoCloseable {
  static final String SERVICE_CREDENTIAL = "a service credential of these tests only";

  private static final PostgresStore POSTGRES = PostgresStore.temporary();
  private static final RedisStore REDIS = RedisStore.temporary();
  private static final String TEMPLATE = migrated();
  private static final String SIGNING_KEYS = newKeys();

  private final EmbeddedServer server;

  private RunningApi(Map<String, Object> settings) {
    server = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  static RunningApi onANewDatabase() {
    return with(Map.of());
  }

  static RunningApi on(Database database) {
    return with(Map.of("parley.database.url", database.url()));
  }

  /// @param settings replace what a test api has by default
  static RunningApi with(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "micronaut.server.port",
                -1,
                "parley.database.username",
                POSTGRES.username(),
                "parley.database.password",
                POSTGRES.password(),
                "parley.redis.uri",
                REDIS.uri(),
                "parley.storage.folder",
                "target/storage",
                "parley.internal.credential",
                SERVICE_CREDENTIAL,
                "parley.auth.signing-keys",
                SIGNING_KEYS,
                // Tests are quicker than people; those about limits switch them on.
                "parley.rate-limits.enabled",
                "false",
                // Tests that put messages into the database by themselves don't wait for it.
                "parley.search.fill-interval",
                "1h"));
    // Thousands are registered whose passwords need no protection; PasswordsIT is about that.
    all.put("parley.passwords.memory", "64");
    all.put("parley.passwords.passes", "1");
    // Its messages and members would be in everything; LobbyIT is about it.
    all.put("parley.lobby.enabled", "false");
    // On a machine that is busy a first picture takes longer than people are made to wait.
    all.put("parley.media.thumbnail-patience", "30s");
    all.putAll(settings);
    all.computeIfAbsent("parley.database.url", url -> newDatabase());
    return new RunningApi(all);
  }

  /// As the migrations leave it. A copy is made much sooner than the migrations are run.
  static String newDatabase() {
    return POSTGRES.copyDatabase(TEMPLATE, newName());
  }

  static String emptyDatabase() {
    return POSTGRES.createDatabase(newName());
  }

  private static String migrated() {
    String name = newName();
    new Database(POSTGRES.createDatabase(name)).migrate("latest");
    return name;
  }

  private static String newName() {
    return "api_" + Long.toUnsignedString(System.nanoTime(), 36);
  }

  static PostgresStore postgres() {
    return POSTGRES;
  }

  static RedisStore redis() {
    return REDIS;
  }

  Rest rest() {
    return new Rest(server.getURI());
  }

  String host() {
    return server.getHost();
  }

  int port() {
    return server.getPort();
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  @Override
  public void close() {
    server.close();
  }

  private static String newKeys() {
    try {
      return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate()).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
