package chat.parley.infra.lambda;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.AtExit;
import chat.parley.infra.stores.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A system whose api is a function: both stores, a push node that asks the function by its
/// gateway, and an ordinary api beside it, for what others do meanwhile, which relays nothing.
final class Deployment implements AutoCloseable {
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx512m");

  private static final long LIFE_SECONDS = 60;

  private final Path folder;
  private final Deployable deployed;
  private final Gateway gateway;
  private final Stack stack;
  private final Deque<Instance> instances = new ArrayDeque<>();

  private Deployment() throws Exception {
    folder = Files.createTempDirectory("parley-lambda-");
    deployed = Deployable.unpackedInto(Files.createDirectory(folder.resolve("task")));
    gateway = new Gateway();
    stack =
        Stack.start(
            StackOptions.temporary()
                .routes((from, to, port) -> to.startsWith("api") ? gateway.port() : port)
                .with("PARLEY_STORAGE_FOLDER", folder.resolve("files").toString())
                .with("PARLEY_OUTBOX_RELAY_ENABLED", "false"));
    gateway.leadTo(instance("api", ApiFunction.class, Map.of()).awaitReady()::invoke);
  }

  private static final class Shared {
    private static final Deployment IT = open();

    private static Deployment open() {
      try {
        Deployment deployment = new Deployment();
        AtExit.close(deployment);
        return deployment;
      } catch (Exception e) {
        throw new IllegalStateException("no function", e);
      }
    }
  }

  /// One for all tests of this JVM.
  static Deployment shared() {
    return Shared.IT;
  }

  /// Not yet ready.
  Instance instance(String name, Class<?> handler, Map<String, String> environment)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment());
    all.putAll(environment);
    Instance instance = Instance.start(deployed, name, handler, all, JVM);
    instances.push(instance);
    return instance;
  }

  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put("PARLEY_DATABASE_URL", stack.postgres().jdbcUrl("parley"));
    all.put("PARLEY_DATABASE_USERNAME", stack.postgres().username());
    all.put("PARLEY_DATABASE_PASSWORD", stack.postgres().password());
    all.put("PARLEY_REDIS_URI", stack.redis().uri());
    all.put("PARLEY_INTERNAL_CREDENTIAL", stack.secrets().internalCredential());
    all.put("PARLEY_AUTH_SIGNING_KEYS", stack.secrets().signingKeys());
    all.put("PARLEY_REALTIME_URL", "ws://127.0.0.1:%d/ws".formatted(push()));
    all.put("PARLEY_MAIL_LINK_BASE", "http://localhost");
    all.put("PARLEY_MAIL_KEEP", "true");
    all.put("PARLEY_STORAGE_FOLDER", folder.resolve("files").toString());
    all.put("PARLEY_LOBBY_ENABLED", "false");
    all.put("PARLEY_RATE_LIMITS_ENABLED", "false");
    all.put("PARLEY_PASSWORDS_MEMORY", "64");
    all.put("PARLEY_PASSWORDS_PASSES", "1");
    return all;
  }

  /// One life of the keeper, from its call to its answer.
  void keepHouse() throws Exception {
    Map<String, String> shorter = Map.of("PARLEY_FUNCTION_STAY", "2s");
    try (Instance keeper = instance("keeper", Keeper.class, shorter).awaitReady()) {
      keeper.invoke("{}".getBytes(StandardCharsets.UTF_8)).get(LIFE_SECONDS, TimeUnit.SECONDS);
    }
  }

  Deployable deployed() {
    return deployed;
  }

  /// Of the function.
  URI api() {
    return gateway.uri();
  }

  /// Of the ordinary one.
  URI otherApi() {
    return stack.apis().getFirst().uri();
  }

  int push() {
    return stack.pushes().getFirst().port();
  }

  String credential() {
    return stack.secrets().internalCredential();
  }

  Stack stack() {
    return stack;
  }

  /// The one value of a query's one row.
  String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl("parley"),
        stack.postgres().username(),
        stack.postgres().password());
  }

  @Override
  public void close() throws IOException {
    AtExit.forget(this);
    instances.forEach(Instance::close);
    gateway.close();
    stack.close();
    Folders.delete(folder);
  }
}
