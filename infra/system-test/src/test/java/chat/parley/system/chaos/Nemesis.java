package chat.parley.system.chaos;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.RedisStore;
import chat.parley.infra.stores.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// Does what the plan says, when it says so, and heals it. Faults of one target wait for each
/// other; all others may overlap.
final class Nemesis {
  private static final int STARTS = 5;

  private final Stack stack;
  private final RedisServers redis;
  private final Network network;
  private final Duration late;
  private final Map<Fault.Target, ReentrantLock> targets = new EnumMap<>(Fault.Target.class);
  private final Queue<Done> done = new ConcurrentLinkedQueue<>();

  /// @param late how late everything is on a link that is delayed
  Nemesis(Stack stack, RedisServers redis, Network network, Duration late) {
    this.stack = stack;
    this.redis = redis;
    this.network = network;
    this.late = late;
    for (Fault.Target target : Fault.Target.values()) {
      targets.put(target, new ReentrantLock());
    }
  }

  /// A fault that was. Times by [System#nanoTime].
  record Done(Fault fault, long began, long healed) {
    /// From when the recovery counts: what was killed is gone, started again or not.
    long recoveryFrom() {
      return fault.kind().endsWhatItHits() ? began : healed;
    }
  }

  List<Done> done() {
    return List.copyOf(done);
  }

  /// Returns when the last one is healed.
  void carryOut(Plan plan) throws Exception {
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          plan.faults().stream()
              .<Future<?>>map(fault -> threads.submit(() -> carryOut(fault, begin)))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private Void carryOut(Fault fault, long begin) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, begin + fault.at().toNanos() - System.nanoTime())));
    ReentrantLock lock = Objects.requireNonNull(targets.get(fault.kind().target()));
    lock.lock();
    try {
      System.out.println(fault);
      long began = System.nanoTime();
      begin(fault);
      Thread.sleep(fault.lasting());
      end(fault);
      done.add(new Done(fault, began, System.nanoTime()));
    } finally {
      lock.unlock();
    }
    return null;
  }

  private void begin(Fault fault) {
    switch (fault.kind().act()) {
      case KILL -> {
        switch (fault.kind().target()) {
          case REDIS -> redis.kill(fault.which());
          case POSTGRES -> stack.postgres().kill();
          default -> nodes(fault).forEach(RunningNode::kill);
        }
      }
      case PAUSE -> {
        switch (fault.kind().target()) {
          case REDIS -> redis.pause(fault.which());
          case POSTGRES -> stack.postgres().suspend();
          default -> nodes(fault).forEach(RunningNode::suspend);
        }
      }
      case ROLL -> roll(fault.kind().target() == Fault.Target.API ? stack.apis() : stack.pushes());
      case FLUSH -> redis.masters().forEach(Nemesis::flush);
      case RESHARD -> redis.reshard(fault.which());
      case CUT -> links(fault).forEach(Link::cut);
      case DELAY -> links(fault).forEach(link -> link.delay(late));
      case HALF_CLOSE -> links(fault).forEach(link -> link.halfClose(fault.which() % 2 == 0));
      case BLACK_HOLE -> links(fault).forEach(Link::deafen);
    }
  }

  private void end(Fault fault) {
    switch (fault.kind().act()) {
      case KILL -> {
        switch (fault.kind().target()) {
          case REDIS -> redis.startAgain();
          case POSTGRES -> stack.postgres().restart();
          default -> startAgain(nodes(fault));
        }
      }
      case PAUSE -> {
        switch (fault.kind().target()) {
          case REDIS -> redis.resume();
          case POSTGRES -> stack.postgres().resume();
          default -> nodes(fault).forEach(RunningNode::resume);
        }
      }
      case ROLL, FLUSH, RESHARD, HALF_CLOSE -> {}
      case CUT, DELAY, BLACK_HOLE -> links(fault).forEach(Link::heal);
    }
  }

  private static void startAgain(List<RunningNode> nodes) {
    nodes.forEach(RunningNode::restart);
    nodes.forEach(Nemesis::supervise);
  }

  /// One after the other, each when the one before serves again.
  private static void roll(List<RunningNode> nodes) {
    nodes.forEach(node -> startAgain(List.of(node)));
  }

  /// Returns when it is ready. As a supervisor does, it starts again what gives up while it
  /// starts: an api does so that loses PostgreSQL in the middle of its migrations.
  private static void supervise(RunningNode node) {
    for (int start = 1; ; start++) {
      try {
        node.awaitReady();
        return;
      } catch (StartException e) {
        if (start == STARTS) {
          throw e;
        }
        System.out.println(e.getMessage());
        node.restart();
      }
    }
  }

  private static void flush(RedisStore server) {
    try (Socket redis = new Socket(InetAddress.ofLiteral(Ports.HOST), server.port())) {
      redis.setSoTimeout(5_000);
      redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      redis.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of the two, now and then both.
  private List<RunningNode> nodes(Fault fault) {
    List<RunningNode> all =
        fault.kind().target() == Fault.Target.API ? stack.apis() : stack.pushes();
    return fault.which() < 3 ? List.of(all.get(fault.which() % all.size())) : all;
  }

  /// Of one of the two nodes, now and then of both.
  private List<Link> links(Fault fault) {
    String node = fault.which() < 3 ? Integer.toString(fault.which() % 2) : "";
    return switch (fault.kind().target()) {
      case API_TO_POSTGRES -> network.between("api-" + node, "postgres");
      case API_TO_REDIS -> network.between("api-" + node, "redis");
      case PUSH_TO_REDIS -> network.between("push-" + node, "redis");
      case PUSH_TO_API -> network.between("push-" + node, "api");
      case API, PUSH, REDIS, POSTGRES ->
          throw new IllegalArgumentException(fault + " is of no link");
    };
  }
}
