package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.StartException;
import java.io.File;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {
  @TempDir Path root;

  @Test
  void aNodeIsKilledSuspendedAndRestartedWhileTheOthersServe() throws Exception {
    Iterable<ChildProcess> all;
    try (var stack = Stack.start(options().push(2).with("PARLEY_EXTRA", "yes"))) {
      all = stack.processes();
      assertThat(stack.apis()).hasSize(1);
      assertThat(stack.pushes()).hasSize(2);
      var node = stack.pushes().getFirst();
      var other = stack.pushes().getLast();
      assertThat(StubProgram.variable(node.port(), "PARLEY_EXTRA")).isEqualTo("yes");
      assertThat(StubProgram.variable(other.port(), "PARLEY_API_URLS"))
          .isEqualTo(stack.apis().getFirst().uri().toString());
      assertThat(StubProgram.variable(stack.apis().getFirst().port(), "PARLEY_REALTIME_URL"))
          .isEqualTo("ws://127.0.0.1:%d/ws", node.port());

      node.kill();
      assertThat(node.isRunning()).isFalse();
      assertThat(Readiness.of(other.port())).isTrue();
      node.restart();
      node.awaitReady();

      node.suspend();
      assertThatThrownBy(() -> ask(node)).isInstanceOf(SocketTimeoutException.class);
      node.resume();
      assertThat(ask(node)).isEqualTo("{}");
      stack.postgres().kill();
      stack.postgres().restart();
    }
    assertThat(all).hasSize(5).noneMatch(ChildProcess::isRunning);
  }

  @Test
  void eachNodeIsToldItsOwnRoutes() throws Exception {
    Routes routes = (from, to, port) -> from.equals("push-1") && to.equals("api-0") ? 4711 : port;
    try (var stack = Stack.start(options().push(2).routes(routes))) {
      var api = stack.apis().getFirst();
      assertThat(StubProgram.variable(stack.pushes().getFirst().port(), "PARLEY_API_URLS"))
          .isEqualTo(api.uri().toString());
      assertThat(StubProgram.variable(stack.pushes().getLast().port(), "PARLEY_API_URLS"))
          .isEqualTo("http://127.0.0.1:4711");
      assertThat(StubProgram.variable(api.port(), "PARLEY_DATABASE_URL"))
          .isEqualTo(stack.postgres().jdbcUrl("parley"));
    }
  }

  @Test
  void whatIsForOneProgramIsNotTheOthersToSee() throws Exception {
    try (var stack = Stack.start(options())) {
      var api = stack.apis().getFirst().port();
      var push = stack.pushes().getFirst().port();
      assertThat(StubProgram.variable(api, "PARLEY_ADMIN_PASSWORD")).isEqualTo("a password");
      assertThat(StubProgram.variable(push, "PARLEY_ADMIN_PASSWORD")).isEqualTo("null");
    }
  }

  @Test
  void aPatchComesBeforeTheJarAndTheProgramStartsAllTheSame() throws Exception {
    var patch = Files.createDirectory(root.resolve("patch"));
    try (var stack = Stack.start(options().pushPatch(patch))) {
      var push = stack.pushes().getFirst();
      assertThat(ProcessHandle.of(push.pid()).orElseThrow().info().commandLine().orElseThrow())
          .contains("-cp " + patch + File.pathSeparator);
    }
  }

  @Test
  void aStackThatCannotStartLeavesNothing() throws IOException {
    var before = ProcessHandle.current().descendants().toList();
    var options = options().with("STUB_THAT_FAILS", "parley-api.jar");
    assertThatThrownBy(() -> Stack.start(options))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no luck today");
    Launcher.awaitGone(
        ProcessHandle.current().descendants().filter(child -> !before.contains(child)).toList());
  }

  private StackOptions options() throws IOException {
    var checkout = StubProgram.buildBoth(root);
    return new StackOptions(
        new Storage.Temporary(),
        new Fleet(checkout.api(), 1, 0).with(Map.of("PARLEY_ADMIN_PASSWORD", "a password")),
        new Fleet(checkout.push(), 1, 0),
        Secrets.fresh(),
        root.resolve("log"),
        Routes.DIRECT,
        Map.of());
  }

  private static String ask(RunningNode node) throws IOException {
    var connection = URI.create(node.uri() + "/health/readiness").toURL().openConnection();
    connection.setReadTimeout(300);
    try (var answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
