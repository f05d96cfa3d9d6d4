package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.feed.Frame;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private final ConversationId room = new IdGenerator().conversation();
  private final ConversationId other = new IdGenerator().conversation();
  private final Dam dam = new Dam();
  private final EmbeddedChannel channel = new EmbeddedChannel(dam);
  private final Outbound outbound =
      new Outbound(channel, WebSocketWire.PLAIN, 500, new LongAdder());
  private final List<Map<ConversationId, Long>> reports = new ArrayList<>();
  private final List<CompletableFuture<Map<ConversationId, Long>>> answers = new ArrayList<>();
  private final Confirmation confirmation =
      new Confirmation(
          channel.eventLoop(),
          outbound,
          confirmed -> {
            reports.add(confirmed);
            answers.add(new CompletableFuture<>());
            return answers.getLast();
          });

  @Test
  void aPongConfirmsWhatWasHandedOverBeforeItsPingAndNothingLater() {
    confirmation.handed(room, 4);
    confirmation.handed(room, 5);
    confirmation.handed(other, 7);
    confirmation.pinged();
    confirmation.handed(room, 6);
    assertThat(reports).isEmpty();

    confirmation.confirmed();
    assertThat(reports).containsExactly(Map.of(room, 5L, other, 7L));
    answer(Map.of());
    heartbeat();
    assertThat(reports).last().isEqualTo(Map.of(room, 6L));
  }

  @Test
  void nothingNewIsNothingToReport() {
    heartbeat();
    confirmation.handed(room, 4);
    heartbeat();
    answer(Map.of());
    heartbeat();
    confirmation.confirmed();

    assertThat(reports).hasSize(1);
  }

  /// A ping goes past what waits here, so the client answers without having it.
  @Test
  void whatStillWaitsIsNotConfirmed() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    outbound.write(frame());
    outbound.write(frame());
    confirmation.handed(room, 2);
    assertThat(outbound.waitingBytes()).isPositive();
    heartbeat();
    assertThat(reports).isEmpty();

    dam.open = true;
    channel.flush();
    outbound.drain();
    assertThat(outbound.waitingBytes()).isZero();
    heartbeat();
    assertThat(reports).containsExactly(Map.of(room, 2L));
  }

  @Test
  void whatCouldNotBeReportedIsReportedWithTheNext() {
    confirmation.handed(room, 4);
    confirmation.handed(other, 7);
    heartbeat();
    confirmation.handed(room, 5);
    answer(Map.of(room, 4L, other, 7L));
    heartbeat();

    assertThat(reports).last().isEqualTo(Map.of(room, 5L, other, 7L));
  }

  @Test
  void aReportThatBreaksIsRepeatedWhole() {
    confirmation.handed(room, 4);
    heartbeat();
    answers.getLast().completeExceptionally(new IllegalStateException("broken"));
    channel.runPendingTasks();
    heartbeat();

    assertThat(reports).containsExactly(Map.of(room, 4L), Map.of(room, 4L));
  }

  @Test
  void oneReportIsOnItsWayAtATime() {
    confirmation.handed(room, 4);
    heartbeat();
    confirmation.handed(room, 5);
    heartbeat();
    assertThat(reports).hasSize(1);

    answer(Map.of());
    heartbeat();
    assertThat(reports).last().isEqualTo(Map.of(room, 5L));
  }

  @Test
  void whoReportsByItselfIsNotReportedForAlsoNotForWhatIsOnItsWay() {
    confirmation.handed(room, 4);
    confirmation.pinged();
    confirmation.byItself();
    confirmation.confirmed();
    confirmation.handed(room, 5);
    heartbeat();

    assertThat(reports).isEmpty();
  }

  private void heartbeat() {
    confirmation.pinged();
    confirmation.confirmed();
  }

  private void answer(Map<ConversationId, Long> failed) {
    answers.getLast().complete(failed);
    channel.runPendingTasks();
  }

  private static Frame frame() {
    return Frame.text(ByteBuffer.allocate(50));
  }
}
