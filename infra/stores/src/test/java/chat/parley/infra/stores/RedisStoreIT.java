package chat.parley.infra.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisStoreIT {
  @TempDir Path folder;

  @Test
  void dataSurvivesAnOrderlyRestartByAnotherStore() throws Exception {
    try (var store = RedisStore.start(folder, 0)) {
      assertThat(store.uri()).isEqualTo("redis://127.0.0.1:" + store.port());
      assertThat(ask(store, "SET word kept")).isEqualTo("+OK");
    }
    try (var store = RedisStore.start(folder, 0)) {
      assertThat(ask(store, "STRLEN word")).isEqualTo(":4");
    }
  }

  @Test
  void dataSurvivesAKill() throws Exception {
    try (var store = RedisStore.start(folder, 0)) {
      assertThat(ask(store, "SET word kept")).isEqualTo("+OK");
      store.kill();
      assertThat(store.isRunning()).isFalse();
      store.restart();
      assertThat(ask(store, "STRLEN word")).isEqualTo(":4");
    }
  }

  @Test
  void aTemporaryOneIsEmptyAfterARestartAndItsFolderGoneAfterClose() throws Exception {
    Path temporary;
    try (var store = RedisStore.temporary("--maxclients", "50")) {
      temporary = Path.of(configuredFolder(store));
      assertThat(ask(store, "SET word lost")).isEqualTo("+OK");
      store.restart();
      assertThat(ask(store, "STRLEN word")).isEqualTo(":0");
      assertThat(temporary).exists();
    }
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aSuspendedServerAnswersNobodyUntilResumed() throws Exception {
    try (var store = RedisStore.temporary()) {
      store.suspend();
      assertThatThrownBy(() -> ask(store, "PING")).isInstanceOf(SocketTimeoutException.class);
      store.resume();
      assertThat(ask(store, "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void aTakenPortIsOneClearLine() {
    try (var other = RedisStore.temporary()) {
      assertThatThrownBy(() -> RedisStore.start(folder, other.port()))
          .isInstanceOf(StartException.class)
          .hasMessage("Redis cannot start: port %d is taken.", other.port());
    }
  }

  @Test
  void anArgumentThatRedisRefusesIsOneClearLine() {
    assertThatThrownBy(() -> RedisStore.start(folder, 0, "--no-such-setting", "1"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Redis ended with exit code 1")
        .hasMessageNotContaining("\n");
  }

  /// The fifth line of the answer: a list of two, each a length and a text.
  private static String configuredFolder(RedisStore store) throws IOException {
    try (var socket = new Socket(Ports.ADDRESS, store.port())) {
      socket.getOutputStream().write("CONFIG GET dir\r\n".getBytes(StandardCharsets.US_ASCII));
      var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(reader).lines().skip(4).findFirst().orElseThrow();
    }
  }

  private static String ask(RedisStore store, String command) throws IOException {
    try (var socket = new Socket(Ports.ADDRESS, store.port())) {
      socket.setSoTimeout(500);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(reader).readLine();
    }
  }
}
