package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.Marks;
import chat.parley.shared.gateway.Opening;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the mark of one event stream on. Only the stream's event loop touches it.
///
/// Invariant: before the client sees a mark, everything that the mark stands for was written to its
/// connection. So a mark is used only when the stream has come at least as far as the positions
/// that came with it, and nothing waits here.
final class MarkKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(MarkKeeper.class);

  private final ClientSocket stream;
  private final EventStreamWire wire;
  private final OpeningRequest.Options options;
  private final ApiClient api;
  private final long everyMillis;
  private final Progress progress;
  private Marks.@Nullable Marked next;
  private boolean asking;
  private @Nullable Future<?> round;

  MarkKeeper(Admission<EventStreamWire> admission, ApiClient api, SocketSettings settings) {
    this.stream = admission.socket();
    this.wire = admission.wire();
    this.options = admission.options();
    this.api = api;
    this.everyMillis = settings.markInterval().toMillis();
    Opening.Snapshot hello = admission.snapshot();
    this.progress = stream.track(hello.conversations());
    this.next = new Marks.Marked(Objects.requireNonNull(hello.mark()), List.of());
  }

  /// The client has nothing of its own: where the hello is, it is.
  void helloIsAll() {
    Marks.Marked hello = next;
    if (hello != null) {
      wire.mark(hello.mark());
      next = null;
    }
  }

  void start() {
    EventLoop loop = stream.loop();
    round = loop.scheduleAtFixedRate(this::keep, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  /// Uses the mark that waits, if it may be used, else asks for one if there is reason to.
  private void keep() {
    Marks.Marked waiting = next;
    if (waiting != null && stream.isAllWritten() && progress.covers(waiting.positions())) {
      wire.mark(waiting.mark());
      next = null;
    }
    if (next == null && !asking && progress.hasMoved()) {
      ask();
    }
  }

  private void ask() {
    asking = true;
    api.mark(new Marks.Item(stream.user(), null))
        .whenCompleteAsync(
            (marked, failure) -> {
              asking = false;
              if (failure == null) {
                next = new Marks.Marked(marked.mark(), options.wanted(marked.positions()));
              } else {
                LOG.debug("no mark: {}", failure.toString());
              }
            },
            stream.loop());
  }

  void stop() {
    if (round != null) {
      round.cancel(false);
    }
  }
}
