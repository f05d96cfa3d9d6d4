package chat.parley.push.socket;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The heartbeats of all WebSockets of one event loop. Only that loop touches it.
///
/// One timer instead of one for each socket: the time between two heartbeats goes round in steps
/// of a tenth of a second, and each socket has its place, by chance: those that opened together
/// would else be pinged together for ever. What falls into the same step is written in one go,
/// and its answers come together, too: the loop wakes up for all of them and not for each.
final class HeartbeatWheel {
  static final Duration STEP = Duration.ofMillis(100);

  private final EventLoop loop;
  private final int interval;
  private final int patience;
  private final List<List<Pinged>> places;
  private int now;
  private int sockets;
  private boolean turning;
  private long due;

  /// @param every the time between two pings of a socket
  /// @param timeout how long the answer to a ping may take
  HeartbeatWheel(EventLoop loop, Duration every, Duration timeout) {
    this.loop = loop;
    this.interval = steps(every);
    this.patience = steps(timeout);
    // Nobody is asked again before the time for the answer is over.
    this.places =
        IntStream.range(0, Math.max(interval, patience + 1))
            .<List<Pinged>>mapToObj(place -> new ArrayList<>(0))
            .toList();
  }

  private static int steps(Duration time) {
    return Math.toIntExact(Math.ceilDiv(time.toNanos(), STEP.toNanos()));
  }

  /// The first ping comes within one interval.
  ///
  /// @return its place, for [#remove]
  int add(Pinged socket) {
    int place = (now + ThreadLocalRandom.current().nextInt(1, interval + 1)) % places.size();
    places.get(place).add(socket);
    sockets++;
    if (!turning) {
      turning = true;
      due = loop.ticker().nanoTime();
      await();
    }
    return place;
  }

  void remove(Pinged socket, int place) {
    if (places.get(place).remove(socket)) {
      sockets--;
    }
  }

  /// A loop that stood still goes on from where it was and doesn't make up for it: it would ask
  /// and look for the answer in the same moment.
  private void await() {
    long time = loop.ticker().nanoTime();
    due = Math.max(due + STEP.toNanos(), time);
    loop.schedule(this::step, due - time, TimeUnit.NANOSECONDS);
  }

  /// Whoever is gone by their turn removes themselves, hence the copies.
  private void step() {
    now = (now + 1) % places.size();
    List.copyOf(places.get(now)).forEach(Pinged::ping);
    List.copyOf(places.get(Math.floorMod(now - patience, places.size()))).forEach(Pinged::check);
    turning = sockets > 0;
    if (turning) {
      await();
    }
  }

  /// What has a place in the round.
  interface Pinged {
    void ping();

    /// The time for the answer is over.
    void check();
  }
}
