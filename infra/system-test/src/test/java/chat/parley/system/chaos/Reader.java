package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A client that connects, stalls, disconnects and resumes, on a virtual thread of its own. What
/// it knows is in its [Memory], whose lock orders the frames of its sockets.
final class Reader implements Runnable {
  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(15);

  private final Person person;
  private final List<Integer> ports;
  private final Random random;
  private final Memory memory;
  private final Duration first;
  private volatile Temper temper;
  private volatile boolean over;
  private volatile @Nullable Wire wire;

  /// @param ports of the nodes it may choose
  /// @param first how long to wait before the first socket
  Reader(
      Person person, List<Integer> ports, long seed, Duration first, Temper temper, Memory memory) {
    this.person = person;
    this.ports = List.copyOf(ports);
    this.random = new Random(seed);
    this.first = first;
    this.temper = temper;
    this.memory = memory;
  }

  Memory memory() {
    return memory;
  }

  /// From now on it only listens.
  void settle() {
    temper = Temper.CALM;
    Wire open = wire;
    if (open != null) {
      open.goOn();
    }
  }

  void stop() {
    over = true;
    Wire open = wire;
    if (open != null) {
      open.drop();
    }
  }

  @Override
  public void run() {
    try {
      Thread.sleep(first);
      while (!over) {
        memory.awaitReloads();
        switch (open()) {
          case Wire.Attempt.Open open -> {
            int code = live(open.wire());
            memory.lost(open.wire());
            Thread.sleep(pauseAfter(code));
          }
          case Wire.Attempt.Refused refused -> Thread.sleep(100 + random.nextInt(400));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Wire.Attempt open() {
    int port = ports.get(random.nextInt(ports.size()));
    return Wire.open(port, memory.hasPositions(), person.token(), this::frame);
  }

  private void frame(Wire from, JsonNode frame) {
    wire = from;
    memory.frame(from, frame);
  }

  /// @return the close code
  private int live(Wire open) throws InterruptedException {
    wire = open;
    if (over) {
      open.drop();
    }
    long deadline = System.nanoTime() + LONGEST_HANDSHAKE.toNanos();
    while (true) {
      try {
        return open.closed().get(random.nextLong(300, 4_300), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!memory.isGreeted(open)) {
          if (System.nanoTime() > deadline) {
            open.drop();
          }
        } else if (temper == Temper.WILD) {
          misbehave(open);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("not JSON", e);
      }
    }
  }

  private void misbehave(Wire open) throws InterruptedException {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        open.stall();
        long until = System.nanoTime() + Duration.ofMillis(500 + random.nextInt(6_000)).toNanos();
        while (temper == Temper.WILD && System.nanoTime() < until) {
          Thread.sleep(50);
        }
        open.goOn();
      }
      case 2, 3 -> open.drop();
      case 4 -> open.close();
      default -> {}
    }
  }

  private long pauseAfter(int code) {
    if (temper != Temper.WILD) {
      return random.nextLong(50, 200);
    }
    return code == 1001
        ? memory.toldDelay() + random.nextLong(100)
        : random.nextLong(random.nextInt(6) == 0 ? 8_000 : 1_500);
  }
}
