package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A JVM that is told `-XX:AOTMode=on` ends instead of going on without its cache.
class AotCacheIT {
  private static final String OR_NOT_AT_ALL = "-XX:AOTMode=on";

  @TempDir Path root;

  @Test
  void bothProgramsOfTheBuildRunOnTheirCaches() {
    var ordinary = StackOptions.temporary();
    var checkout = Checkout.here();
    try (var stack =
        Stack.start(
            new StackOptions(
                ordinary.storage(),
                new Fleet(checkout.api().with(OR_NOT_AT_ALL), 1, 0),
                new Fleet(checkout.push().with(OR_NOT_AT_ALL), 1, 0),
                ordinary.secrets(),
                ordinary.logFolder(),
                ordinary.routes(),
                ordinary.environment()))) {
      assertThat(stack.processes())
          .hasSize(4)
          .filteredOn(process -> commandOf(process.pid()).contains("-XX:AOTCache="))
          .hasSize(2);
    }
  }

  @Test
  void aCacheThatDoesNotFitIsPassedOver() throws IOException {
    var program = StubProgram.buildBoth(root).api();
    start(program.rehearsing()).terminate();
    start(program.with(OR_NOT_AT_ALL)).kill();

    var other = program.with("-XX:-UseCompactObjectHeaders");

    assertThat(other.isRehearsed()).isTrue();
    assertThatThrownBy(() -> start(other.with(OR_NOT_AT_ALL))).isInstanceOf(StartException.class);
    start(other).kill();
  }

  private RunningNode start(Program program) throws IOException {
    var node = RunningNode.start(program, Ports.free(), Map.of(), root);
    node.awaitReady();
    return node;
  }

  private static String commandOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElseThrow();
  }
}
