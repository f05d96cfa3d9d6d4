package chat.parley.infra.dev;

import chat.parley.infra.stores.AtExit;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.StartException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Behind `mvn -Pdev`: starts the whole system, says how to talk to it, and runs until Ctrl-C.
///
/// Exit code 1 and one line on standard error if it cannot start or a part of it ends by itself.
public final class Dev {
  private static final AtomicBoolean STOPPING = new AtomicBoolean();
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  private final long began = System.nanoTime();
  private final Settings settings;
  private final DevFolder folder;

  private Dev(Settings settings, DevFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    var properties = System.getProperties();
    var folder = DevFolder.of(Settings.root(properties));
    folder.begin();
    try {
      new Dev(Settings.from(properties), folder).run();
    } catch (StartException e) {
      fail("Parley did not start: " + e.getMessage());
    }
  }

  private static void fail(String line) {
    // When we are being stopped, everything ends, and none of it is news.
    if (!STOPPING.get()) {
      FAILED.set(true);
      System.err.println(line);
    }
    System.exit(1);
  }

  private void run() throws IOException {
    folder.lock();
    if (settings.begunByMaven()) {
      endWithMaven();
    }
    if (settings.fresh()) {
      folder.empty();
    }
    folder.create();
    var stack = Stack.start(options());
    AtExit.close(() -> stop(stack));
    System.out.println(Welcome.text(ports(stack.apis()), ports(stack.pushes()), taken()));
    var ended = firstToEnd(stack);
    fail(
        "%s has ended with exit code %d: %s (log: %s). Parley stops."
            .formatted(ended.name(), ended.exit().join(), ended.mostTellingLine(), ended.log()));
  }

  private static List<Integer> ports(List<RunningNode> nodes) {
    return nodes.stream().map(RunningNode::port).toList();
  }

  private StackOptions options() throws IOException {
    var checkout = new Checkout(settings.root());
    var apis =
        new Fleet(checkout.api(), settings.api(), settings.apiPort())
            .with(settings.adminVariables());
    var pushes = new Fleet(checkout.push(), settings.push(), settings.pushPort());
    requireFree(apis, "api-port");
    requireFree(pushes, "push-port");
    return new StackOptions(
        new Storage.Kept(folder.folder(), settings.postgresPort(), settings.redisPort()),
        apis,
        pushes,
        Secrets.keptIn(folder.folder()),
        folder.logs(),
        Routes.DIRECT,
        Map.of());
  }

  private static void requireFree(Fleet fleet, String property) {
    for (var port : fleet.choosePorts()) {
      if (Ports.isTaken(port)) {
        throw new StartException(
            "port %d is taken. Choose another for %s with -D%s%s=<port>."
                .formatted(port, fleet.program().name(), Settings.PREFIX, property));
      }
    }
  }

  /// Maven may be killed without a word to us.
  private static void endWithMaven() {
    // A thread of its own: System.exit holds its thread until all is stopped, which needs the
    // common pool that a mere callback would run on.
    ProcessHandle.current()
        .parent()
        .ifPresent(
            maven ->
                Thread.ofPlatform()
                    .daemon()
                    .start(
                        () -> {
                          maven.onExit().join();
                          System.exit(1);
                        }));
  }

  /// Since the user typed the command, as near as can be known.
  private Duration taken() {
    var ours = Duration.ofNanos(System.nanoTime() - began);
    return settings.begunByMaven() ? ours.plus(builtFor()) : ours;
  }

  /// The system may give start times that are a second off, but all of them are off by the same.
  private static Duration builtFor() {
    var self = ProcessHandle.current();
    var start = self.info().startInstant();
    return self.parent()
        .flatMap(maven -> maven.info().startInstant())
        .flatMap(begin -> start.map(end -> Duration.between(begin, end)))
        .orElse(Duration.ZERO);
  }

  private static ChildProcess firstToEnd(Stack stack) {
    var ends =
        stack.processes().stream()
            .map(process -> process.exit().thenApply(code -> process))
            .toArray(CompletableFuture[]::new);
    return (ChildProcess) CompletableFuture.anyOf(ends).join();
  }

  private void stop(Stack stack) throws IOException {
    STOPPING.set(true);
    System.out.println("Parley stops …");
    stack.close();
    System.out.println("Parley has stopped.");
    if (!FAILED.get()) {
      folder.end();
    }
  }
}
