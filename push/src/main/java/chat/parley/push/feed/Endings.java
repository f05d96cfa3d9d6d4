package chat.parley.push.feed;

import chat.parley.shared.redis.Envelope;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Ends in one conversation what somebody has begun and not gone on with, though nobody says that
/// it ended: they vanished, or the api that they spoke to. Only the feed's owner loop touches it.
///
/// Invariant: at most one end of each person waits here, and of [#MOST] people; the others' devices
/// go by the time that the beginning names.
final class Endings {
  private static final int MOST = 500;

  /// Nothing ephemeral is meant to last longer, whatever an envelope says.
  private static final long LONGEST_MILLIS = 60_000;

  private final EventLoop owner;
  private final Consumer<Envelope> handOn;
  private final Map<UUID, Future<?>> waiting = new HashMap<>();

  Endings(EventLoop owner, Consumer<Envelope> handOn) {
    this.owner = owner;
    this.handOn = handOn;
  }

  void take(Envelope ending) {
    Future<?> replaced = waiting.remove(ending.subject());
    if (replaced != null) {
      replaced.cancel(false);
    }
    if (ending.seq() <= 0) {
      handOn.accept(ending);
    } else if (waiting.size() < MOST) {
      waiting.put(
          ending.subject(),
          owner.schedule(
              () -> due(ending), Math.min(ending.seq(), LONGEST_MILLIS), TimeUnit.MILLISECONDS));
    }
  }

  private void due(Envelope ending) {
    waiting.remove(ending.subject());
    handOn.accept(ending);
  }
}
