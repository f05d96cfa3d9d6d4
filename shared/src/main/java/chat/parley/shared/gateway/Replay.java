package chat.parley.shared.gateway;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Envelope;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// `POST /internal/v1/realtime/events`: durable events of several conversations after a position
/// each. The answer is the same envelopes that Redis carries, so push has one way to take an event.
public final class Replay {
  public static final String PATH = "/internal/v1/realtime/events";

  /// The most ranges in one call, and the most events of one range.
  public static final int LIMIT = 500;

  private static final int ENTRY_HEAD_BYTES = 20;

  private Replay() {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Request(List<Range> ranges) {
    public Request {
      ranges = List.copyOf(ranges);
    }
  }

  /// Events with `seq > after`, ascending, at most `limit`.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Range(ConversationId conversationId, long after, int limit) {
    public Range {
      Objects.requireNonNull(conversationId, "conversation_id");
      if (limit < 0) {
        throw new IllegalArgumentException("a limit of " + limit);
      }
    }
  }

  /// One event of the answer.
  public record Entry(ConversationId conversation, Envelope envelope) {}

  /// For each entry: 16 bytes conversation, 4 bytes length (big end), then that many bytes
  /// envelope.
  public static byte[] encode(List<Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + entries.size() * 1_024);
    for (Entry entry : entries) {
      byte[] envelope = entry.envelope().encode();
      UUID conversation = entry.conversation().value();
      bytes.writeBytes(
          ByteBuffer.allocate(ENTRY_HEAD_BYTES)
              .putLong(conversation.getMostSignificantBits())
              .putLong(conversation.getLeastSignificantBits())
              .putInt(envelope.length)
              .array());
      bytes.writeBytes(envelope);
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException when the bytes are not whole entries
  public static List<Entry> decode(ByteBuffer bytes) {
    List<Entry> entries = new ArrayList<>();
    while (bytes.hasRemaining()) {
      if (bytes.remaining() < ENTRY_HEAD_BYTES) {
        throw new IllegalArgumentException("a replay that ends inside an entry's head");
      }
      ConversationId conversation = new ConversationId(new UUID(bytes.getLong(), bytes.getLong()));
      int length = bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw new IllegalArgumentException("a replay that ends inside an envelope");
      }
      entries.add(new Entry(conversation, Envelope.decode(bytes.slice(bytes.position(), length))));
      bytes.position(bytes.position() + length);
    }
    return entries;
  }
}
