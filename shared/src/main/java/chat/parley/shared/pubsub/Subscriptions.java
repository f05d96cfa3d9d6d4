package chat.parley.shared.pubsub;

import chat.parley.shared.redis.Address;
import chat.parley.shared.redis.Layout;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that this process hears from Redis: one connection ([Line]) to each server that has one of
/// its channels. May be called on any thread, and never blocks. Listeners hear messages on the
/// thread that reads from a server, all else on one thread of Lettuce's, and must return at once.
///
/// Invariant: whenever a channel has been subscribed to, for the first time or again, wherever,
/// its listener hears [Listener#subscribed]. What is published between the end of one
/// subscription and the beginning of the next is lost, and the listener makes that good.
///
/// Invariant: some time after a part of the channels was found at another server than before,
/// each listener hears [Listener#doubtful]. Those who publish find out for themselves, and until
/// then what they publish may be confirmed by a server that nobody here listens to any more.
@Singleton
public final class Subscriptions implements Line.Hearer {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Redis redis;
  private final Shards shards;
  private final EventExecutor executor;
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

  /// Of those the ones that were asked for and are not confirmed.
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /// The executor's own, as all that follows: who has which part, and what is wanted of it.
  private final @Nullable Line[] homes;

  private final List<Set<String>> channels;
  private final Map<Address, Line> lines = new HashMap<>();
  private final Set<String> adrift = new HashSet<>();
  private final List<Consumer<List<Path>>> watchers = new ArrayList<>();
  private final Lookout lookout;

  Subscriptions(Redis redis, MeterRegistry meters) {
    this.redis = redis;
    this.shards = redis.topology().shards();
    this.executor = redis.executor();
    this.lookout = new Lookout(redis.topology(), executor, this::looked);
    this.homes = new Line[shards.count()];
    this.channels =
        IntStream.range(0, shards.count()).<Set<String>>mapToObj(shard -> new HashSet<>()).toList();
    Gauge.builder("parley.redis.subscriptions", listeners, Map::size)
        .description("Channels that this process follows")
        .register(meters);
    Gauge.builder("parley.redis.subscriptions.waiting", waiting, Set::size)
        .description("Channels whose subscription no server has confirmed yet")
        .register(meters);
    pass(lookout::look);
    if (redis.topology().canMove()) {
      long nanos = redis.refresh().toNanos();
      executor.scheduleWithFixedDelay(lookout::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /// One listener for each channel.
  public void subscribe(String channel, Listener listener) {
    Listener before = listeners.put(channel, listener);
    if (before != null) {
      LOG.warn("{} had a listener", channel);
    }
    pass(() -> want(channel));
  }

  public void unsubscribe(String channel, Listener listener) {
    if (listeners.remove(channel, listener)) {
      pass(() -> drop(channel));
    }
  }

  /// Whether somebody here listens to the channel.
  public boolean isWanted(String channel) {
    return listeners.containsKey(channel);
  }

  /// One channel in each part, so that one of them is beside any other channel.
  ///
  /// @param prefix of their names
  public List<String> channelInEachPart(String prefix) {
    return IntStream.range(0, shards.count())
        .mapToObj(shard -> shards.channelIn(shard, prefix))
        .toList();
  }

  /// By which ways messages come: one for each server that has a part of the channels.
  ///
  /// @param watcher told as soon as that is known, and when it changes, on one thread of Lettuce's
  public void watch(Consumer<List<Path>> watcher) {
    pass(
        () -> {
          watchers.add(watcher);
          List<Path> paths = paths();
          if (!paths.isEmpty()) {
            watcher.accept(paths);
          }
        });
  }

  /// Some channel that comes by this way.
  ///
  /// @param prefix of its name
  public String channelBy(Path path, String prefix) {
    return shards.channelIn(path.shard(), prefix);
  }

  /// Begins anew on a fresh connection, for one that looks alive and brings nothing. Every
  /// listener of it hears [Listener#subscribed] again.
  public void rebuild(Path path) {
    pass(
        () -> {
          Line line = lines.get(path.server());
          if (line != null) {
            line.restart();
          }
          lookout.look();
        });
  }

  private void want(String channel) {
    int shard = shards.of(channel);
    if (channels.get(shard).add(channel) || listeners.containsKey(channel)) {
      want(shard, List.of(channel));
    }
  }

  private void want(int shard, Collection<String> some) {
    waiting.addAll(some);
    Line home = homes[shard];
    if (home == null) {
      adrift.addAll(some);
    } else {
      home.want(shard, some);
    }
  }

  private void drop(String channel) {
    int shard = shards.of(channel);
    // Somebody else may have come meanwhile.
    if (!listeners.containsKey(channel) && channels.get(shard).remove(channel)) {
      adrift.remove(channel);
      waiting.remove(channel);
      Line home = homes[shard];
      if (home != null) {
        home.drop(shard, List.of(channel));
      }
    }
  }

  /// For what comes on other threads, also when all is over.
  private void pass(Runnable task) {
    if (!executor.isShuttingDown()) {
      executor.execute(task);
    }
  }

  /// @return whether that is not enough
  private boolean looked(@Nullable Layout layout) {
    if (layout != null) {
      arrange(layout);
    }
    ashore();
    return !adrift.isEmpty();
  }

  private void arrange(Layout layout) {
    Map<Integer, Line> former = new HashMap<>();
    boolean news = false;
    for (int shard = 0; shard < shards.count(); shard++) {
      Line before = homes[shard];
      Address owner = layout.owner(shard).orElse(null);
      if (owner == null || (before != null && before.server().equals(owner))) {
        continue;
      }
      news = true;
      if (before != null) {
        before.cease(shard);
        former.put(shard, before);
      }
      Line home = lines.computeIfAbsent(owner, this::line);
      homes[shard] = home;
      adrift.removeAll(channels.get(shard));
      want(shard, channels.get(shard));
    }
    if (news) {
      List<Path> paths = paths();
      watchers.forEach(watcher -> watcher.accept(paths));
    }
    if (!former.isEmpty()) {
      LOG.info("{} of {} parts of the channels have moved", former.size(), homes.length);
      executor.schedule(
          () -> settle(former), 2 * redis.refresh().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Line line(Address server) {
    return new Line(server, redis, executor, this);
  }

  private List<Path> paths() {
    Map<Address, Path> all = new LinkedHashMap<>();
    for (int shard = 0; shard < homes.length; shard++) {
      Line home = homes[shard];
      if (home != null) {
        all.putIfAbsent(home.server(), new Path(home.server(), shard));
      }
    }
    return List.copyOf(all.values());
  }

  /// By now all who publish know, too, and nobody will publish at the former owners any more.
  private void settle(Map<Integer, Line> former) {
    former.forEach(
        (shard, line) -> {
          if (!line.equals(homes[shard])) {
            line.drop(shard, channels.get(shard));
          }
          channels.get(shard).forEach(this::doubt);
        });
    List.copyOf(lines.values()).forEach(this::closeDeserted);
  }

  /// @return whether nothing is heard by this one any more
  private boolean closeDeserted(Line line) {
    boolean deserted = Arrays.stream(homes).noneMatch(line::equals);
    if (deserted) {
      lines.remove(line.server());
      line.close();
    }
    return deserted;
  }

  private void doubt(String channel) {
    Listener listener = listeners.get(channel);
    if (listener != null) {
      listener.doubtful();
    }
  }

  /// What its server did not have is asked for again, from whoever has it now.
  private void ashore() {
    List<String> again = new ArrayList<>(adrift);
    adrift.clear();
    again.forEach(channel -> want(shards.of(channel), List.of(channel)));
  }

  @Override
  public void confirmed(Line line, String channel) {
    Listener listener = listeners.get(channel);
    if (listener != null && line.equals(homes[shards.of(channel)])) {
      waiting.remove(channel);
      listener.subscribed();
    }
  }

  @Override
  public void refused(Line line, Collection<String> some) {
    for (String channel : some) {
      int shard = shards.of(channel);
      if (line.equals(homes[shard]) && channels.get(shard).contains(channel)) {
        adrift.add(channel);
      }
    }
    if (!adrift.isEmpty()) {
      lookout.look();
    }
  }

  /// One that nothing is heard by is not made anew: its server may have become the replica of
  /// another, and all would come twice.
  @Override
  public void lost(Line line) {
    if (!closeDeserted(line)) {
      for (int shard = 0; shard < homes.length; shard++) {
        if (line.equals(homes[shard])) {
          want(shard, channels.get(shard));
        }
      }
    }
    lookout.look();
  }

  @Override
  public void unreachable(Line line) {
    closeDeserted(line);
    lookout.look();
  }

  @Override
  public void message(String channel, byte[] bytes) {
    Listener listener = listeners.get(channel);
    if (listener == null) {
      return;
    }
    try {
      listener.message(bytes);
    } catch (RuntimeException e) {
      LOG.warn("unusable bytes on {}: {}", channel, e.toString());
    }
  }

  @PreDestroy
  void close() {
    executor
        .submit(
            () -> {
              lookout.close();
              lines.values().forEach(Line::close);
            })
        .awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
