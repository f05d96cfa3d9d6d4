package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.stores.Liveness;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevIT {
  /// One for all tests: making a PostgreSQL takes a second, finding one does not.
  @TempDir static Path root;

  private final int api = Ports.free();
  private final int push = Ports.free();

  @BeforeAll
  static void build() throws IOException {
    StubProgram.buildBoth(root);
  }

  @Test
  void saysHowToTalkToItAndEndsInOrderOnInterrupt() throws Exception {
    try (var launcher = start().awaitReady()) {
      assertThat(launcher.out())
          .contains("http://localhost:" + api, "ws://localhost:" + push + "/ws");
      var family = launcher.family();

      Signal.INT.send(launcher.handle());

      assertThat(launcher.awaitExit()).isEqualTo(130);
      assertThat(family).hasSizeGreaterThan(8).noneMatch(Liveness::isRunning);
      assertThat(endOf("push", push)).isLessThan(endOf("api", api));
      assertThat(launcher.out()).endsWith("Parley has stopped.\n");
      assertThat(launcher.err()).isEmpty();
    }
  }

  @Test
  void eachProgramFindsWhatItNeedsInItsEnvironmentAndNothingOfItInTheOpen() throws Exception {
    try (var launcher = start("api=2", "push=2").awaitReady()) {
      var credential = StubProgram.variable(api, "PARLEY_INTERNAL_CREDENTIAL");
      var keys = StubProgram.variable(api, "PARLEY_AUTH_SIGNING_KEYS");
      var password = StubProgram.variable(api, "PARLEY_DATABASE_PASSWORD");
      assertThat(StubProgram.variable(api + 100, "PARLEY_AUTH_SIGNING_KEYS")).isEqualTo(keys);
      assertThat(StubProgram.variable(push + 100, "PARLEY_INTERNAL_CREDENTIAL"))
          .isEqualTo(credential);
      assertThat(StubProgram.variable(push, "PARLEY_API_URLS"))
          .isEqualTo("http://127.0.0.1:%d,http://127.0.0.1:%d", api, api + 100);
      assertThat(StubProgram.variable(push, "PARLEY_AUTH_SIGNING_KEYS")).isEqualTo("null");
      assertThat(StubProgram.variable(push, "PARLEY_REDIS_URI"))
          .isEqualTo(StubProgram.variable(api, "PARLEY_REDIS_URI"))
          .startsWith("redis://127.0.0.1:");
      assertThat(StubProgram.variable(api, "PARLEY_DATABASE_URL")).endsWith("/parley");
      assertThat(launcher.family())
          .extracting(member -> member.info().commandLine().orElse(""))
          .noneMatch(line -> line.contains(credential) || line.contains(password));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
          .isEqualTo("rw-------");
      assertThat(Files.readString(keyFile())).isEqualTo(keys);
    }
  }

  @Test
  void tokensAndDataSurviveARestartUnlessFreshOnesAreAskedFor() throws Exception {
    start().awaitReady().close();
    var keys = Files.readString(keyFile());
    var mark = Files.createFile(root.resolve(".parley/dev/mark"));
    start().awaitReady().close();
    assertThat(Files.readString(keyFile())).isEqualTo(keys);
    assertThat(mark).exists();
    start("fresh").awaitReady().close();
    assertThat(Files.readString(keyFile())).isNotEqualTo(keys);
    assertThat(mark).doesNotExist();
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(api));
      try (var launcher = start()) {
        assertThat(launcher.awaitExit()).isEqualTo(1);
        assertThat(launcher.err())
            .isEqualTo(
                "Parley did not start: port %d is taken.".formatted(api)
                    + " Choose another for api with -Dparley.dev.api-port=<port>.\n");
      }
    }
  }

  @Test
  void aSecondLauncherIsRefusedInOneClearLine() throws Exception {
    try (var first = start().awaitReady();
        var second = start()) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.err())
          .isEqualTo(
              "Parley did not start: it runs already, as process %d."
                      .formatted(first.handle().pid())
                  + " End that one first, with Ctrl-C.\n");
    }
  }

  @Test
  void aMissingJarIsOneClearLine(@TempDir Path empty) throws Exception {
    try (var launcher = Launcher.start(empty, ports())) {
      assertThat(launcher.awaitExit()).isEqualTo(1);
      assertThat(launcher.err())
          .isEqualTo(
              "Parley did not start: %s is missing: build it first (mvn package).\n",
              empty.resolve("api/target/parley-api.jar"));
    }
  }

  @Test
  void aProgramThatDiesAtStartIsOneClearLineThatNamesItsLog() throws Exception {
    var environment = Map.of("STUB_THAT_FAILS", "parley-push.jar");
    try (var launcher = Launcher.start(root, List.of(), environment, ports())) {
      assertThat(launcher.awaitExit()).isEqualTo(1);
      assertThat(launcher.err())
          .isEqualTo(
              "Parley did not start: push-%d ended with exit code 1: Exception in thread \"main\""
                  + " java.lang.IllegalStateException: no luck today (log: %s)\n",
              push, root.resolve(".parley/dev/log/push-" + push + ".log"));
    }
  }

  @Test
  void aProgramThatDiesLaterEndsAllWithOneClearLine() throws Exception {
    try (var launcher = start().awaitReady()) {
      var family = launcher.family();
      launcher.member("parley-api.jar").destroyForcibly();
      assertThat(launcher.awaitExit()).isEqualTo(1);
      assertThat(launcher.err())
          .startsWith("api-" + api + " has ended with exit code 137: ")
          .endsWith("Parley stops.\n")
          .hasLineCount(1);
      assertThat(family).noneMatch(Liveness::isRunning);
    }
  }

  @Test
  void aStoreThatDiesLaterEndsAllWithOneClearLine() throws Exception {
    try (var launcher = start().awaitReady()) {
      launcher.member("redis-server").destroyForcibly();
      assertThat(launcher.awaitExit()).isEqualTo(1);
      assertThat(launcher.err()).startsWith("Redis has ended with exit code 137: ");
    }
  }

  @Test
  void nothingOutlivesAKilledLauncherAndTheNextOneStarts() throws Exception {
    List<ProcessHandle> family;
    try (var launcher = start().awaitReady()) {
      family = launcher.family();
      launcher.handle().destroyForcibly();
      Launcher.awaitGone(family);
    }
    start().awaitReady().close();
  }

  @Test
  void theLauncherEndsWhenMavenIsKilled() throws Exception {
    var maven = List.of("sh", "-c", "\"$@\" & wait", "maven");
    var ports = List.of(ports());
    try (var launcher =
        Launcher.start(root, maven, Map.of(), ports.get(0), ports.get(1), "begun-by-maven")) {
      launcher.awaitReady();
      var family = launcher.family();
      assertThat(family).hasSizeGreaterThan(9);
      launcher.handle().destroyForcibly();
      Launcher.awaitGone(family);
    }
  }

  private Launcher start(String... more) throws IOException {
    var all = new ArrayList<>(List.of(ports()));
    all.addAll(List.of(more));
    return Launcher.start(root, all.toArray(String[]::new));
  }

  private String[] ports() {
    return new String[] {"api-port=" + api, "push-port=" + push};
  }

  private static Path keyFile() {
    return root.resolve(".parley/dev/signing-keys.json");
  }

  private static long endOf(String program, int port) throws IOException {
    var log = Files.readString(root.resolve(".parley/dev/log/" + program + "-" + port + ".log"));
    return Long.parseLong(log.lines().toList().getLast().replace("ended at ", ""));
  }
}
