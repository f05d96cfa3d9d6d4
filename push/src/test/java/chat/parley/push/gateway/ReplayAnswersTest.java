package chat.parley.push.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which events of one answer belong to which of its questions.
class ReplayAnswersTest {
  private static final ConversationId ROOM = new ConversationId(new UUID(1, 1));
  private static final ConversationId OTHER = new ConversationId(new UUID(1, 2));

  @Test
  void eachQuestionGetsTheEventsOfItsConversation() {
    assertThat(
            answers(
                List.of(
                    after(ROOM, 0), after(OTHER, 4), after(new ConversationId(new UUID(1, 3)), 0)),
                Stream.concat(events(ROOM, 1, 3), events(OTHER, 5, 6))))
        .containsExactly(List.of(1L, 2L, 3L), List.of(5L, 6L), List.of());
  }

  /// The answer names what comes after 19 first, which is no hole after 0.
  @Test
  void whoAsksForAnEarlierPositionOfTheSameConversationMissesNothing() {
    assertThat(
            answers(
                List.of(after(ROOM, 19), after(ROOM, 0)),
                Stream.concat(events(ROOM, 20, 21), events(ROOM, 1, 21))))
        .containsExactly(List.of(20L, 21L), LongStream.rangeClosed(1, 21).boxed().toList());
  }

  private static List<List<Long>> answers(List<Replay.Range> ranges, Stream<Replay.Entry> entries) {
    return ApiClient.byRange(ranges, entries.toList()).stream()
        .map(each -> each.stream().map(Envelope::seq).toList())
        .toList();
  }

  private static Replay.Range after(ConversationId conversation, long position) {
    return new Replay.Range(conversation, position, 500);
  }

  private static Stream<Replay.Entry> events(ConversationId conversation, long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            seq ->
                new Replay.Entry(
                    conversation,
                    Envelope.durable(seq, Instant.EPOCH, "{}".getBytes(StandardCharsets.UTF_8))));
  }
}
