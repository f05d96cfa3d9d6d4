package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.stores.RedisStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Makes Redis take connections and answer pings, but let every publish wait (`CLIENT PAUSE`).
final class RedisPause {
  private RedisPause() {}

  static void writes(RedisStore redis, Duration time) throws IOException {
    tell(redis, "CLIENT PAUSE " + time.toMillis() + " WRITE");
  }

  static void end(RedisStore redis) throws IOException {
    tell(redis, "CLIENT UNPAUSE");
  }

  private static void tell(RedisStore redis, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).as(command).isEqualTo("+OK\r\n");
    }
  }
}
