package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The JavaScript SDK, by its own tests in `src/test/js`: those of its parts, and those that break
/// the network between it and the whole system.
class SdkIT {
  private static final Path TESTS = Path.of("src", "test", "js");
  private static final Path LOG = Path.of("target", "sdk.log");
  private static final int OLDEST_NODE = 20;
  private static final int FIRST_WITH_WEB_SOCKET = 22;

  @Test
  void theSdkKeepsItsPromisesOverANetworkThatBreaks() throws Exception {
    int version = nodeVersion();
    if (version < OLDEST_NODE) {
      System.err.println("SKIPPED: the tests of the JavaScript SDK need Node 20 or newer.");
    }
    assumeThat(version).isGreaterThanOrEqualTo(OLDEST_NODE);

    try (Stack stack = Stack.start(StackOptions.temporary())) {
      Process tests = start(version, stack);
      boolean ended = tests.waitFor(5, TimeUnit.MINUTES);
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly();

      assertThat(ended && tests.exitValue() == 0).as(Files.readString(LOG)).isTrue();
    }
  }

  private static Process start(int version, Stack stack) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    if (version < FIRST_WITH_WEB_SOCKET) {
      command.add(1, "--experimental-websocket");
    }
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(file -> file.endsWith(".test.js")).forEach(command::add);
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    RunningNode api = stack.apis().getFirst();
    RunningNode push = stack.pushes().getFirst();
    builder.environment().put("PARLEY_API", api.uri().toString());
    builder.environment().put("PARLEY_PUSH", push.uri().toString());
    return builder.redirectOutput(LOG.toFile()).start();
  }

  /// @return the major version, 0 where there is no Node
  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes()).strip();
      return node.waitFor() == 0 ? Integer.parseInt(version.substring(1).split("\\.")[0]) : 0;
    } catch (IOException absent) {
      return 0;
    }
  }
}
