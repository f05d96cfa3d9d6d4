package chat.parley.api.outbox;

import chat.parley.shared.event.Author;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import io.micronaut.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to make a message of 128 letters what goes over Redis.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodingBenchmark {
  private final DurableEvents events = new DurableEvents(JsonMapper.createDefault());
  private final MessageCreated event = event();

  @Benchmark
  public byte[] envelope() {
    return events.envelope(event).encode();
  }

  private static MessageCreated event() {
    IdGenerator ids = new IdGenerator();
    UserId sender = ids.user();
    Instant now = Instant.now();
    Message message =
        new Message(
            ids.message(),
            ids.conversation(),
            1,
            Message.Type.TEXT,
            new Author(sender, "ada", "Ada Lovelace", null),
            "x".repeat(128),
            List.of(),
            null,
            Message.ThreadSummary.NONE,
            List.of(),
            List.of(),
            null,
            false,
            "a name of the client's",
            now,
            null,
            0,
            null,
            null);
    return new MessageCreated(message.conversationId(), 1, now, sender, message);
  }
}
