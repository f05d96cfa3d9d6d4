package chat.parley.push.command;

import chat.parley.push.feed.Frame;
import chat.parley.shared.problem.Problem;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes the frames `ack` and `error` around what the api answered, which nobody here reads.
@Singleton
final class Answers {
  private final JsonMapper json;

  Answers(JsonMapper json) {
    this.json = json;
  }

  Frame ack(String id, byte[] body) {
    return around("ack", id, "data", body);
  }

  Frame error(@Nullable String id, Problem problem) {
    return error(id, bytes(problem));
  }

  Frame error(@Nullable String id, byte[] problem) {
    return around("error", id, "error", problem);
  }

  private Frame around(String type, @Nullable String id, String member, byte[] content) {
    byte[] head =
        (id == null
                ? "{\"type\":\"%s\",\"%s\":".formatted(type, member)
                : "{\"type\":\"%s\",\"id\":%s,\"%s\":".formatted(type, quoted(id), member))
            .getBytes(StandardCharsets.UTF_8);
    return Frame.text(
        ByteBuffer.allocate(head.length + content.length + 1)
            .put(head)
            .put(content)
            .put((byte) '}')
            .flip());
  }

  private String quoted(String id) {
    return new String(bytes(id), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer of our own can't be written", e);
    }
  }
}
