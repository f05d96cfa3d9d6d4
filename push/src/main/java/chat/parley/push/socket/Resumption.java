package chat.parley.push.socket;

import chat.parley.push.feed.Feeds;
import chat.parley.push.feed.Frame;
import chat.parley.push.feed.Missed;
import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings one socket what it missed, between its hello and the first live event: awaited, begun by
/// the resume frame, over. Only the socket's event loop touches it.
///
/// The client's pace is the pace: a frame is written only when nothing waits, and the next page is
/// asked for only when little is ready. So a replay of any length is no reason to cut a socket, and
/// holds at most [#ASKED_AT_ONCE] pages and [#READY_BYTES] here.
final class Resumption {
  private static final int ASKED_AT_ONCE = 4;
  private static final int READY_BYTES = 256 * 1024;

  private final ClientSocket socket;
  private final Outbound outbound;
  private final Feeds feeds;
  private final List<Opening.Position> hello;
  private final List<Opening.Departure> former;
  private final ArrayDeque<ResumePlan.Gap> gaps = new ArrayDeque<>();
  private final List<ConversationId> reset = new ArrayList<>();
  private final Map<ConversationId, Long> caughtUp = new HashMap<>();
  private final ArrayDeque<Frame> ready = new ArrayDeque<>();
  private State state = State.AWAITED;
  private @Nullable String id;
  private int readyBytes;
  private int asked;
  private long replayed;
  private boolean writing;

  private enum State {
    AWAITED,
    BEGUN,
    OVER
  }

  /// @param hello the positions that the client was told
  /// @param former memberships that ended lately
  Resumption(
      ClientSocket socket,
      Outbound outbound,
      Feeds feeds,
      List<Opening.Position> hello,
      List<Opening.Departure> former) {
    this.socket = socket;
    this.outbound = outbound;
    this.feeds = feeds;
    this.hello = List.copyOf(hello);
    this.former = List.copyOf(former);
  }

  boolean isAwaited() {
    return state == State.AWAITED;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  /// @param frameId how the client calls its frame
  /// @param positions where the client is
  void begin(@Nullable String frameId, Map<ConversationId, Long> positions) {
    ResumePlan plan = ResumePlan.of(hello, former, positions);
    state = State.BEGUN;
    id = frameId;
    gaps.addAll(plan.gaps());
    reset.addAll(plan.reset());
    proceed();
  }

  /// The frame was waited for long enough: the client goes on from the hello's positions.
  void giveUp() {
    if (state == State.AWAITED) {
      state = State.OVER;
      outbound.letGo();
    }
  }

  /// Writes what there is while the socket takes it, and asks for what is next.
  void proceed() {
    if (state != State.BEGUN || writing) {
      return;
    }
    writing = true;
    while (!ready.isEmpty() && outbound.isFree()) {
      write();
      // May make room at once, which calls this again.
      socket.flush();
    }
    writing = false;
    ask();
    if (ready.isEmpty() && asked == 0) {
      state = State.OVER;
      caughtUp.forEach(socket.confirmation()::handed);
      socket.say(new ServerFrame.Resumed(id, new ServerFrame.Resumed.Summary(replayed, reset)));
      outbound.letGo();
    }
  }

  private void write() {
    while (!ready.isEmpty() && outbound.isFree()) {
      Frame frame = ready.remove();
      readyBytes -= frame.size();
      replayed++;
      outbound.write(frame);
    }
  }

  private void ask() {
    while (!gaps.isEmpty() && asked < ASKED_AT_ONCE && readyBytes < READY_BYTES) {
      ResumePlan.Gap gap = gaps.remove();
      asked++;
      feeds.ask(
          gap.conversation(), socket, gap.from(), gap.until(), missed -> answered(gap, missed));
    }
  }

  private void answered(ResumePlan.Gap gap, Missed missed) {
    if (state != State.BEGUN) {
      return;
    }
    asked--;
    switch (missed) {
      case Missed.Page page -> {
        ready.addAll(page.events());
        readyBytes += page.events().stream().mapToInt(Frame::size).sum();
        if (page.reached() < gap.until()) {
          gaps.addFirst(new ResumePlan.Gap(gap.conversation(), page.reached(), gap.until()));
        } else {
          caughtUp.put(gap.conversation(), gap.until());
        }
      }
      case Missed.Gone gone -> reset.add(gap.conversation());
    }
    proceed();
  }

  /// The socket is gone.
  void stop() {
    state = State.OVER;
    ready.clear();
    gaps.clear();
  }
}
