package chat.parley.infra.dev;

import chat.parley.infra.stores.AtExit;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The whole system: both stores, and as many api and push nodes as asked for, all ready.
///
/// Open until [#close()] or until this JVM ends. All methods may be called from any thread.
public final class Stack implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Storage.Open stores;
  private final Secrets secrets;
  private final List<RunningNode> apis = new CopyOnWriteArrayList<>();
  private final List<RunningNode> pushes = new CopyOnWriteArrayList<>();
  private boolean closed;

  private Stack(Storage.Open stores, Secrets secrets) {
    this.stores = stores;
    this.secrets = secrets;
  }

  /// @throws chat.parley.infra.stores.StartException with one line that says why not; then
  ///     nothing is left running
  public static Stack start(StackOptions options) {
    options.apis().program().requireBuilt();
    options.pushes().program().requireBuilt();
    var stack = new Stack(options.storage().open(), options.secrets());
    AtExit.close(stack);
    try {
      stack.startNodes(options);
      stack.awaitReady();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// All at once: they need each other only when the first client comes.
  private synchronized void startNodes(StackOptions options) {
    if (closed) {
      return; // Ctrl-C came while the stores were starting.
    }
    var apiPorts = options.apis().choosePorts();
    var pushPorts = options.pushes().choosePorts();
    var wiring =
        new Wiring(
            postgres(),
            redis(),
            stores.files(),
            secrets,
            apiPorts,
            pushPorts,
            options.routes(),
            options.environment());
    wiring.createDatabase();
    start(options, options.apis(), apiPorts, wiring::ofApi, apis);
    start(options, options.pushes(), pushPorts, wiring::ofPush, pushes);
  }

  private static void start(
      StackOptions options,
      Fleet fleet,
      List<Integer> ports,
      IntFunction<Map<String, String>> environment,
      List<RunningNode> nodes) {
    try {
      Files.createDirectories(options.logFolder());
      for (var index = 0; index < ports.size(); index++) {
        var variables = new HashMap<>(environment.apply(index));
        variables.putAll(fleet.environment());
        nodes.add(
            RunningNode.start(fleet.program(), ports.get(index), variables, options.logFolder()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write logs to " + options.logFolder(), e);
    }
  }

  /// Looks at all in turn, so that one that fails is noticed while others are still starting.
  private void awaitReady() {
    var starting = new ArrayList<>(nodes());
    while (!starting.isEmpty()) {
      starting.removeIf(RunningNode::isReady);
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  public PostgresStore postgres() {
    return stores.postgres();
  }

  public RedisStore redis() {
    return stores.redis();
  }

  public List<RunningNode> apis() {
    return List.copyOf(apis);
  }

  public List<RunningNode> pushes() {
    return List.copyOf(pushes);
  }

  public Secrets secrets() {
    return secrets;
  }

  private List<RunningNode> nodes() {
    return Stream.concat(apis.stream(), pushes.stream()).toList();
  }

  /// All that runs, in their present lives.
  List<ChildProcess> processes() {
    return Stream.concat(
            nodes().stream().map(RunningNode::process),
            Stream.of(postgres().process(), redis().process()))
        .toList();
  }

  /// Ends everything in order: those who hold clients first, those who hold data last.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    AtExit.forget(this);
    try (stores) {
      terminate(pushes);
      terminate(apis);
    }
  }

  private static void terminate(List<RunningNode> nodes) {
    try (var sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
      nodes.forEach(node -> sideBySide.execute(node::terminate));
    }
  }
}
