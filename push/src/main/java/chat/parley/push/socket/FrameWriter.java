package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.event.ServerFrame;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Writes what the node itself says.
@Singleton
final class FrameWriter {
  private final JsonMapper json;

  FrameWriter(JsonMapper json) {
    this.json = json;
  }

  Frame write(ServerFrame frame) {
    return encode(frame);
  }

  Frame write(PersonalEvent event) {
    return encode(event);
  }

  private Frame encode(Object frame) {
    try {
      return Frame.text(ByteBuffer.wrap(json.writeValueAsBytes(frame)));
    } catch (IOException e) {
      throw new UncheckedIOException("a frame of our own can't be written", e);
    }
  }
}
