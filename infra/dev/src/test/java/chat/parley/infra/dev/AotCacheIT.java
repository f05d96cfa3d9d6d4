package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A JVM that is told `-XX:AOTMode=on` ends instead of going on without its cache.
class AotCacheIT {
  private static final String OR_NOT_AT_ALL = "-XX:AOTMode=on";

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

  private static String commandOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElseThrow();
  }
}
