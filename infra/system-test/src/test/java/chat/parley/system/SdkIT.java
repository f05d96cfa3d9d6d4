package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The JavaScript SDK, by its own tests in `src/test/js`: those of its parts, those that break
/// the network between it and the whole system, and those that restart a push node. They run side
/// by side, so the node that is restarted is nobody else's.
class SdkIT {
  private static final Path TESTS = Path.of("src", "test", "js");
  private static final Path LOG = Path.of("target", "sdk.log");
  private static final int OLDEST_NODE = 20;
  private static final int FIRST_WITH_WEB_SOCKET = 22;

  /// They wait more than they work. All at once, they would ask more of a system that has just
  /// been started than it answers in time.
  private static final int AT_ONCE = 4;

  @Test
  void theSdkKeepsItsPromisesOverANetworkThatBreaks() throws Exception {
    int version = nodeVersion();
    if (version < OLDEST_NODE) {
      System.err.println("SKIPPED: the tests of the JavaScript SDK need Node 20 or newer.");
    }
    assumeThat(version).isGreaterThanOrEqualTo(OLDEST_NODE);

    try (Stack stack = Stack.start(StackOptions.temporary().push(2))) {
      HttpServer control = controlling(stack.pushes().getLast());
      Process tests = start(version, stack, control);
      boolean ended = tests.waitFor(3, TimeUnit.MINUTES);
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly();
      control.stop(0);

      assertThat(ended && tests.exitValue() == 0).as(Files.readString(LOG)).isTrue();
    }
  }

  private static Process start(int version, Stack stack, HttpServer control) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("node", "--test", "--test-concurrency=" + AT_ONCE));
    if (version < FIRST_WITH_WEB_SOCKET) {
      command.add(1, "--experimental-websocket");
    }
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(file -> file.endsWith(".test.js")).forEach(command::add);
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String loopback = "http://127.0.0.1:" + control.getAddress().getPort();
    builder
        .environment()
        .putAll(
            Map.of(
                "PARLEY_API", stack.apis().getFirst().uri().toString(),
                "PARLEY_PUSH", stack.pushes().getFirst().uri().toString(),
                "PARLEY_RESTARTED_PUSH", stack.pushes().getLast().uri().toString(),
                "PARLEY_RESTARTED_CONTROL", loopback));
    return builder.redirectOutput(LOG.toFile()).start();
  }

  /// What lets the tests restart a push node: `/kill` and `/drain` answer when it is ready again.
  private static HttpServer controlling(RunningNode push) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/kill",
        exchange -> {
          push.kill();
          answerWhenBack(push, exchange);
        });
    server.createContext("/drain", exchange -> answerWhenBack(push, exchange));
    server.start();
    return server;
  }

  private static void answerWhenBack(RunningNode push, HttpExchange exchange) throws IOException {
    push.restart();
    push.awaitReady();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /// @return the major version, 0 where there is no Node
  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version =
          new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return node.waitFor() == 0 ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
    } catch (IOException absent) {
      return 0;
    }
  }
}
