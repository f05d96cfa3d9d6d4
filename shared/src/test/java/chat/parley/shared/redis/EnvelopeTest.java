package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  @Property
  void whatGoesInComesOut(
      @ForAll Envelope.Kind kind,
      @ForAll long seq,
      @ForAll long high,
      @ForAll long low,
      @ForAll byte[] json) {
    Envelope sent = new Envelope(kind, seq, new UUID(high, low), ByteBuffer.wrap(json));

    Envelope received = Envelope.decode(ByteBuffer.wrap(sent.encode()));

    assertThat(received).isEqualTo(sent);
  }

  @Test
  void theHeadIsTwentyEightBytesAndTheJsonFollowsUntouched() {
    byte[] json = "{\"type\":\"message.created\"}".getBytes(StandardCharsets.UTF_8);

    byte[] bytes = Envelope.durable(42, json).encode();

    assertThat(bytes).startsWith(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 42).endsWith(json);
    assertThat(bytes).hasSize(Envelope.HEAD_BYTES + json.length);
  }

  @Test
  void foreignBytesAreRefused() {
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(new byte[27])))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessageContaining("27 bytes");
    byte[] newer = Envelope.durable(1, new byte[0]).encode();
    newer[0] = 2;
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(newer)))
        .hasMessageContaining("unknown version 2");
    byte[] strange = Envelope.durable(1, new byte[0]).encode();
    strange[1] = 99;
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(strange)))
        .hasMessageContaining("unknown kind 99");
  }
}
