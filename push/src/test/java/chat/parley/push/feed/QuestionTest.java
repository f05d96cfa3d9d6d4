package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.redis.Envelope;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final EventLoop LOOP = new DefaultEventLoop();

  private final CompletableFuture<Missed> answer = new CompletableFuture<>();

  @AfterAll
  static void stop() {
    LOOP.shutdownGracefully();
  }

  @Test
  void whatLiesAfterThePositionUpToTheEndIsThePage() {
    assertThat(question(10, 13).answerFrom(8, events(9, 20, 1), true)).isTrue();

    assertThat(page().reached()).isEqualTo(13);
    assertThat(page().events()).hasSize(3);
  }

  @Test
  void aReplayThatBeganAfterThePositionIsNoAnswer() {
    assertThat(question(10, 13).answerFrom(11, events(12, 20, 1), true)).isFalse();
  }

  @Test
  void aReplayThatEndsBeforeThePositionIsNoAnswerUnlessTheLogEndsThere() {
    assertThat(question(10, 13).answerFrom(5, events(6, 9, 1), false)).isFalse();

    assertThat(question(10, 13).answerFrom(5, List.of(), true)).isTrue();
    assertThat(answered()).isEqualTo(new Missed.Gone());
  }

  @Test
  void aLogWithoutTheNextEventHasLostIt() {
    assertThat(question(10, 13).answerFrom(10, events(12, 20, 1), true)).isTrue();

    assertThat(answered()).isEqualTo(new Missed.Gone());
  }

  @Test
  void aPageIsBoundedInBytesButHasOneEventAtLeast() {
    question(0, 100).answerFrom(0, events(1, 100, 100 * 1024), true);

    assertThat(page().reached()).isEqualTo(2);

    CompletableFuture<Missed> large = new CompletableFuture<>();
    new Question(new FakeReceiver(LOOP), 0, 100, large::complete)
        .answerFrom(events(1, 2, 300 * 1024));
    assertThat(large.orTimeout(5, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(Missed.Page.class, page -> assertThat(page.reached()).isEqualTo(1));
  }

  private Missed answered() {
    return answer.orTimeout(5, TimeUnit.SECONDS).join();
  }

  private Missed.Page page() {
    return (Missed.Page) answered();
  }

  private Question question(long from, long until) {
    return new Question(new FakeReceiver(LOOP), from, until, answer::complete);
  }

  private static List<Sequencer.Item<Event>> events(long first, long last, int bytes) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(
            seq ->
                new Sequencer.Item<>(
                    seq, Event.of(Envelope.durable(seq, Instant.EPOCH, new byte[bytes]))))
        .toList();
  }
}
