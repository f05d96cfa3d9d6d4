package chat.parley.load.client;

import chat.parley.infra.dev.RunningNode;
import chat.parley.load.population.Member;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// Requests at a fixed rate, whatever becomes of them: each counts from when it was due, so that
/// a stall is not hidden by its sender waiting. One that finds no free connection waits for one;
/// to the servers in turn.
///
/// Its own methods from any thread; all else happens in its loop.
public final class Load implements AutoCloseable {
  private static final int LANES = 64;
  private static final long TICK_MILLIS = 1;
  private static final int MOST_FAULTS = 20;
  private static final int CLOSE_SECONDS = 60;

  private final ClientLoop loop;
  private final boolean ownsLoop;
  private final Script script;
  private final Schedule schedule;
  private final Deque<Lane> free = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Lane, Waiting> asked = new HashMap<>();
  private final Histogram answers = new Histogram(3);
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong checksum = new AtomicLong();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Future<?> ticking;
  private boolean stopped;

  private record Waiting(long number, long due) {}

  /// @param loop left open
  public static Load start(
      ClientLoop loop, List<Integer> ports, Script script, double perSecond, long firstNumber) {
    return new Load(loop, false, ports, script, new Schedule(perSecond, firstNumber));
  }

  /// Messages of these senders, in turn, on a loop of its own.
  ///
  /// @param text as it may stand in JSON
  public static Load start(
      List<RunningNode> apis, List<Member> senders, double perSecond, String text) {
    return new Load(
        new ClientLoop("senders"),
        true,
        apis.stream().map(RunningNode::port).toList(),
        Script.messages("/v1/conversations/%s/messages", senders, text),
        new Schedule(perSecond, 0));
  }

  private Load(
      ClientLoop loop, boolean ownsLoop, List<Integer> ports, Script script, Schedule schedule) {
    this.loop = loop;
    this.ownsLoop = ownsLoop;
    this.script = script;
    this.schedule = schedule;
    loop.ask(
        () -> {
          for (int i = 0; i < LANES; i++) {
            free.add(new Lane(loop, ports.get(i % ports.size()), this::answered));
          }
          return free.size();
        });
    ticking = loop.every(TICK_MILLIS, this::tick);
  }

  private void tick() {
    long now = System.nanoTime();
    while (!stopped && schedule.isDue(now)) {
      waiting.add(new Waiting(schedule.number(), schedule.due()));
      schedule.next();
    }
    serve();
  }

  private void serve() {
    while (!free.isEmpty() && !waiting.isEmpty()) {
      Waiting next = waiting.remove();
      Lane lane = free.remove();
      asked.put(lane, next);
      sent.incrementAndGet();
      lane.send(script.request(next.number(), next.due()));
    }
    if (stopped && waiting.isEmpty() && asked.isEmpty()) {
      done.countDown();
    }
  }

  private void answered(Lane lane, int status) {
    Waiting request = asked.remove(lane);
    if (request == null) {
      free.remove(lane);
      fault("a connection was closed");
      return;
    }
    if (status >= 200 && status < 300) {
      answers.recordValue(Math.max(1, System.nanoTime() - request.due()));
      acknowledged.incrementAndGet();
      checksum.addAndGet(Tally.mixed(request.number()));
    } else {
      fault("request %d was answered %d".formatted(request.number(), status));
    }
    if (status != Lane.BROKEN) {
      free.add(lane);
    }
    serve();
  }

  private void fault(String what) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(what);
    }
  }

  /// How many were sent.
  public long sent() {
    return sent.get();
  }

  /// How many were answered 2xx.
  public long acknowledged() {
    return acknowledged.get();
  }

  /// The sum of the numbers of those, each [Tally#mixed].
  public long checksum() {
    return checksum.get();
  }

  /// The number that comes after the last; to be read when no more are sent.
  public long nextNumber() {
    return schedule.number();
  }

  /// From when each was due to when it was answered 2xx, in nanoseconds; to be read when no more
  /// are sent.
  public Histogram answers() {
    return answers;
  }

  public double perSecondSinceStart() {
    return acknowledged.get() * 1e9 / (System.nanoTime() - schedule.start());
  }

  public List<String> faults() {
    return List.copyOf(faults);
  }

  /// No more from now on, those not that still wait for a connection; returns when all that were
  /// sent have their answers.
  @Override
  public void close() {
    loop.execute(
        () -> {
          stopped = true;
          waiting.clear();
          serve();
        });
    try {
      if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        fault("not all requests were answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ticking.cancel(false);
    loop.ask(
        () -> {
          free.forEach(Lane::close);
          asked.keySet().forEach(Lane::close);
          return free.size();
        });
    if (ownsLoop) {
      loop.close();
    }
  }
}
