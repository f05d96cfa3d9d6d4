package chat.parley.push.socket;

import chat.parley.shared.id.ConversationId;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How far one client has what it was handed, told by its answers to the heartbeat: a pong comes
/// after everything that was written before its ping. A client that reports deliveries itself is
/// not reported for. Only the socket's event loop touches it.
///
/// Memory: an entry for each conversation with something new since the last report, and one
/// report on its way at most.
final class Confirmation {
  private final EventLoop loop;
  private final Outbound outbound;
  private final Function<Map<ConversationId, Long>, CompletionStage<Map<ConversationId, Long>>>
      report;

  /// The newest of each conversation, but for the one that was last handed something.
  private Map<ConversationId, Long> handed = Map.of();

  // Most events are of the same conversation as the one before: no look-up and no boxed number
  // for each of them.
  private @Nullable ConversationId last;
  private long lastSeq;

  /// What was handed over before the ping that is not answered yet.
  private Map<ConversationId, Long> pinged = Map.of();

  private boolean reporting;
  private boolean byItself;

  /// @param report tells how far the client is, and answers with what could not be told
  Confirmation(
      EventLoop loop,
      Outbound outbound,
      Function<Map<ConversationId, Long>, CompletionStage<Map<ConversationId, Long>>> report) {
    this.loop = loop;
    this.outbound = outbound;
    this.report = report;
  }

  void handed(ConversationId conversation, long seq) {
    if (byItself) {
      return;
    }
    if (conversation.equals(last)) {
      lastSeq = Math.max(lastSeq, seq);
    } else {
      settle();
      last = conversation;
      lastSeq = seq;
    }
  }

  private void settle() {
    if (last != null) {
      if (handed.isEmpty()) {
        handed = new HashMap<>(2);
      }
      handed.merge(last, lastSeq, Math::max);
      last = null;
    }
  }

  /// The client reports its deliveries itself.
  void byItself() {
    byItself = true;
    last = null;
    handed = Map.of();
    pinged = Map.of();
  }

  /// A ping is about to be written. It would overtake what still waits here, so then its answer
  /// says nothing; nor is another report begun before the last has ended.
  void pinged() {
    settle();
    if (!handed.isEmpty() && !reporting && outbound.waitingBytes() == 0) {
      pinged = handed;
      handed = Map.of();
    }
  }

  /// The ping was answered.
  void confirmed() {
    if (pinged.isEmpty()) {
      return;
    }
    reporting = true;
    Map<ConversationId, Long> confirmed = pinged;
    pinged = Map.of();
    report
        .apply(confirmed)
        .whenCompleteAsync(
            (failed, failure) -> reported(failure == null ? failed : confirmed), loop);
  }

  /// What could not be told is told with the next.
  private void reported(Map<ConversationId, Long> failed) {
    reporting = false;
    failed.forEach(this::handed);
  }
}
