package chat.parley.system.figures;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.system.figures.Town.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Messages at a fixed rate, whatever becomes of them: each says when it was due, so that a stall
/// is not hidden by its sender waiting. The senders take turns, each between its conversations and
/// between the apis.
final class Load implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Integer> apis;
  private final double perSecond;
  private final String text;
  private final long start = System.nanoTime();
  private final AtomicLong acknowledged = new AtomicLong();
  private final ConcurrentHistogram answers = new ConcurrentHistogram(3);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private Load(Stack stack, double perSecond, String text) {
    this.apis = stack.apis().stream().map(RunningNode::port).toList();
    this.perSecond = perSecond;
    this.text = text;
  }

  static Load start(Stack stack, List<Member> senders, double perSecond, int textLength) {
    return start(stack, senders, perSecond, "x".repeat(textLength));
  }

  /// @param text as it may stand in JSON
  static Load start(Stack stack, List<Member> senders, double perSecond, String text) {
    Load load = new Load(stack, perSecond, text);
    for (int s = 0; s < senders.size(); s++) {
      int first = s;
      load.threads.execute(() -> load.send(senders.get(first), first, senders.size()));
    }
    return load;
  }

  private void send(Member sender, int first, int step) {
    List<RestConnection> connections = new ArrayList<>();
    try {
      for (int api : apis) {
        connections.add(new RestConnection(api));
      }
      int turn = first;
      for (long i = first; !stopped; i += step, turn++) {
        long due = start + (long) (i * 1e9 / perSecond);
        awaitTime(due);
        UUID room = sender.conversations().get(turn % sender.conversations().size());
        if (!stopped) {
          send(connections.get(turn % connections.size()), sender, room, due);
        }
      }
      for (RestConnection connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      faults.add(sender.name() + " can't send: " + e);
    }
  }

  private void send(RestConnection api, Member sender, UUID room, long due) throws IOException {
    int status =
        api.post(
            "/v1/conversations/" + room + "/messages",
            sender.token(),
            "{\"content\":\"%s\",\"client_id\":\"%s%d-0\"}".formatted(text, FrameScanner.DUE, due));
    if (status == 201) {
      acknowledged.incrementAndGet();
      answers.recordValue(System.nanoTime() - due);
    } else {
      faults.add(sender.name() + " was answered " + status);
    }
  }

  /// Open loop: this is when a message is due, not a wait for something to happen.
  private void awaitTime(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// How many were answered 201.
  long acknowledged() {
    return acknowledged.get();
  }

  /// From when each was due to when it was answered 201, in nanoseconds; to be read when no more
  /// are sent.
  Histogram answers() {
    return answers;
  }

  double perSecondSinceStart() {
    return acknowledged.get() * 1e9 / (System.nanoTime() - start);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /// No more from now on; returns when all have their answers.
  @Override
  public void close() {
    stopped = true;
    threads.close();
  }
}
