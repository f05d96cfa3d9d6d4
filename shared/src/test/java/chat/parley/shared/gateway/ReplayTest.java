package chat.parley.shared.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Envelope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReplayTest {
  @Property(tries = 200)
  void whatGoesInComesOut(@ForAll List<byte[]> events) {
    List<Replay.Entry> sent = events.stream().map(json -> entry(json.length + 1L, json)).toList();

    assertThat(Replay.decode(ByteBuffer.wrap(Replay.encode(sent)))).isEqualTo(sent);
  }

  @Test
  void anAnswerThatWasCutIsRefused() {
    byte[] whole = Replay.encode(List.of(entry(1, new byte[] {1, 2, 3})));

    for (int length = 1; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Replay.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Replay.Entry entry(long seq, byte[] json) {
    return new Replay.Entry(
        new ConversationId(new UUID(seq, -seq)), Envelope.durable(seq, Instant.EPOCH, json));
  }
}
