package chat.parley.system.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One thread that carries thousands of clients, with one buffer for all that they read.
///
/// [#execute], [#ask], [#faults] and [#close] from any thread; the rest is the loop's own.
final class SocketLoop implements AutoCloseable {
  private static final int LARGEST_READ = 512 * 1024;
  private static final int MOST_FAULTS = 20;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final byte[] memory = new byte[LARGEST_READ];
  private final ByteBuffer buffer = ByteBuffer.wrap(memory);
  private final FrameScanner scanner = new FrameScanner();
  private final Tally tally = new Tally();
  private volatile boolean closed;

  SocketLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("clients").daemon().start(this::run);
  }

  private record Timer(long atNanos, Runnable task) {}

  private void run() {
    try {
      while (!closed) {
        selector.select(SocketLoop::ready, millisToNextTimer());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        while (!timers.isEmpty() && timers.element().atNanos() - System.nanoTime() <= 0) {
          timers.remove().task().run();
        }
      }
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException | RuntimeException e) {
      fault("the loop ended: " + e);
    }
  }

  private static void ready(SelectionKey key) {
    ((LeanClient) key.attachment()).ready();
  }

  /// At least 1, as 0 would be for ever.
  private long millisToNextTimer() {
    return timers.isEmpty()
        ? 1_000
        : Math.max(
            1, TimeUnit.NANOSECONDS.toMillis(timers.element().atNanos() - System.nanoTime()));
  }

  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /// Waits for what only the loop may look at.
  <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(() -> answer.complete(question.get()));
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  void after(long millis, Runnable task) {
    timers.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
  }

  void fault(String what) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(what);
    }
  }

  /// What should not have happened, the first of it.
  List<String> faults() {
    return List.copyOf(faults);
  }

  Selector selector() {
    return selector;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /// What the buffer's bytes lie in.
  byte[] memory() {
    return memory;
  }

  FrameScanner scanner() {
    return scanner;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
