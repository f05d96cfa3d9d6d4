package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.Marks;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
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
  private final Progress progress;
  private final ApiClient api;
  private final OpeningRequest.Options options;
  private Marks.@Nullable Marked next;
  private boolean asking;
  private @Nullable Future<?> round;

  /// @param first where the hello is
  MarkKeeper(
      ClientSocket stream,
      EventStreamWire wire,
      Progress progress,
      ApiClient api,
      OpeningRequest.Options options,
      Marks.Marked first) {
    this.stream = stream;
    this.wire = wire;
    this.progress = progress;
    this.api = api;
    this.options = options;
    this.next = first;
  }

  void start(Duration interval) {
    EventLoop loop = stream.loop();
    long millis = interval.toMillis();
    round = loop.scheduleAtFixedRate(this::keep, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Uses the mark that waits, if it may be used, else asks for one if there is reason to.
  void keep() {
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
