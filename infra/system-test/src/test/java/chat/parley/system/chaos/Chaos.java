package chat.parley.system.chaos;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.RedisStore;
import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.World.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// One run of the whole: 2 api, 2 push, their stores, people, readers and the nemesis. Everything
/// that chooses has a generator of its own, made from the seed.
final class Chaos implements AutoCloseable {
  static final int NODES = 2;
  private static final int PEOPLE = 20;
  private static final int ROOMS = 12;
  private static final int OPEN_ROOMS = 4;

  /// For what is written but not answered when the faults are over.
  private static final Duration LAST_TRIES = Duration.ofSeconds(20);

  private final Settings settings;
  private final Random seeds;
  private final Network network = new Network();
  private final RedisServers redis;
  private final Stack stack;
  private final Api api;
  private final World world;
  private final Ledger ledger = new Ledger();
  private final Nemesis nemesis;
  private final List<Reader> readers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean noMore;
  private volatile boolean over;

  Chaos(Settings settings, UnaryOperator<StackOptions> change) {
    this.settings = settings;
    this.seeds = new Random(settings.seed());
    this.redis = settings.redis().start(this::redisOfTheStack);
    this.stack =
        Stack.start(
            change.apply(
                redis.wire(
                    StackOptions.temporary()
                        .api(NODES)
                        .push(NODES)
                        .routes(network)
                        .logFolder(Path.of("target", "chaos-" + settings.name()))
                        .with("PARLEY_AUTH_ACCESS_TOKEN_TTL", "24h")
                        .with("PARLEY_LOBBY_ENABLED", "false"))));
    this.api = new Api(stack.apis().stream().map(RunningNode::uri).toList());
    this.world =
        World.make(
            api,
            new Random(seeds.nextLong()),
            PEOPLE,
            ROOMS,
            OPEN_ROOMS,
            settings.redis().probes());
    this.nemesis = new Nemesis(stack, redis, network, settings.late());
  }

  private RedisStore redisOfTheStack() {
    return stack.redis();
  }

  /// @return what was recorded, judged
  Report run() throws Exception {
    Prober prober = new Prober(world, api, ledger, NODES, NODES, () -> noMore);
    Revoker revoker =
        new Revoker(world, api, pushPorts(), seeds.nextLong(), () -> noMore, () -> over);
    listen(prober);
    begin(prober);
    write();
    if (settings.operations().contains(Operation.REVOKE)) {
      begin(revoker);
    }
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> faults =
          thread.submit(
              () -> {
                nemesis.carryOut(settings.plan());
                return null;
              });
      Thread.sleep(settings.length());
      noMore = true;
      faults.get();
    }
    heal();
    endWriting();
    settle(revoker);
    return judge(prober, revoker);
  }

  private List<Integer> pushPorts() {
    return stack.pushes().stream().map(RunningNode::port).toList();
  }

  /// The prober listens at each node without ever leaving; the others do as they like.
  private void listen(Prober prober) {
    for (int push = 0; push < NODES; push++) {
      int node = push;
      Memory memory =
          new Memory(
              "prober at push-" + push, world.prober(), api, frame -> prober.heard(node, frame));
      begin(
          new Reader(
              world.prober(),
              List.of(pushPorts().get(push)),
              0,
              Duration.ZERO,
              Temper.CALM,
              memory));
    }
    for (int i = 0; i < settings.readers(); i++) {
      Person person = world.people().get(i % PEOPLE);
      Memory memory =
          new Memory("reader %d (%s)".formatted(i, person.name()), person, api, frame -> {});
      begin(
          new Reader(
              person, pushPorts(), seeds.nextLong(), firstSocket(), settings.temper(), memory));
    }
  }

  private Duration firstSocket() {
    return settings.temper() == Temper.LATE
        ? settings.length().minus(settings.late().multipliedBy(2))
        : Duration.ZERO;
  }

  private void write() {
    Duration pace = Duration.ofMillis(1_000L * PEOPLE / settings.writesPerSecond());
    for (Person person : world.people()) {
      begin(
          new Writer(
              person,
              world,
              api,
              readers.stream()
                  .map(Reader::memory)
                  .filter(memory -> memory.person().equals(person))
                  .toList(),
              ledger,
              settings.operations(),
              pace,
              seeds.nextLong(),
              () -> noMore,
              () -> over));
    }
    if (settings.operations().contains(Operation.MOVE)) {
      if (settings.temper() == Temper.LATE) {
        bringIn(stewards());
      } else {
        stewards().forEach(this::begin);
      }
    }
  }

  private List<Steward> stewards() {
    return world.rooms().stream()
        .filter(Room::open)
        .map(
            room ->
                new Steward(
                    room,
                    world.people(),
                    api,
                    ledger,
                    settings.movePace(),
                    seeds.nextLong(),
                    () -> noMore,
                    () -> over))
        .toList();
  }

  /// Everybody into a room, soon after their reader has begun to open its socket.
  private void bringIn(List<Steward> stewards) {
    for (Person person : world.people()) {
      stewards.stream()
          .filter(steward -> !steward.has(person))
          .findFirst()
          .ifPresent(steward -> begin(() -> bringIn(steward, person)));
    }
  }

  private void bringIn(Steward steward, Person person) {
    try {
      Thread.sleep(firstSocket().plus(settings.late().dividedBy(2)));
      steward.bringIn(person);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Reader reader) {
    readers.add(reader);
    Thread.ofVirtual().start(reader);
  }

  private void begin(Runnable actor) {
    threads.add(Thread.ofVirtual().start(actor));
  }

  private void heal() {
    network.heal();
    stack.apis().forEach(RunningNode::awaitReady);
    stack.pushes().forEach(RunningNode::awaitReady);
  }

  private void endWriting() throws InterruptedException {
    long deadline = System.nanoTime() + LAST_TRIES.toNanos();
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void settle(Revoker revoker) throws InterruptedException {
    readers.forEach(Reader::settle);
    Histories histories = new Histories(api, world);
    List<History> last = histories.read(0);
    BooleanSupplier told =
        () ->
            readers.stream().allMatch(reader -> histories.isTold(last, reader.memory()))
                && !revoker.isAnyOpen();
    long deadline = System.nanoTime() + settings.settling().toNanos();
    while (!told.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  private Report judge(Prober prober, Revoker revoker) {
    List<Journal> journals = readers.stream().map(reader -> reader.memory().journal()).toList();
    Histories histories = new Histories(api, world);
    Observations seen =
        new Observations(
            histories.read(0),
            histories.read(1),
            ledger.writes(),
            journals,
            revoker.revoked(),
            api.internalErrors());
    return new Report(settings, seen, Checker.check(seen), nemesis.done(), prober);
  }

  @Override
  public void close() {
    readers.forEach(Reader::stop);
    noMore = true;
    over = true;
    try (network;
        redis) {
      stack.close();
    }
  }
}
