package chat.parley.shared.pubsub;

import chat.parley.shared.redis.Address;
import chat.parley.shared.redis.Backoff;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.Shards;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection to one server, made anew whenever it is lost. Only the executor's thread
/// touches it; what the server says comes on the thread that reads, and is passed on from there.
///
/// Invariant: of the commands that subscribe one is on its way at a time, and the next one waits
/// until each channel of it is confirmed. Lettuce takes the first confirmation for the answer to
/// whichever such command is the oldest, so with two on their way an error to the second would be
/// lost, and its channels would be silent with nobody knowing.
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final int AT_ONCE = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// Told on the executor's thread, but for messages.
  interface Hearer {
    void confirmed(Line line, String channel);

    /// The server does not, or no longer, have these.
    void refused(Line line, Collection<String> channels);

    /// Whatever was subscribed no longer is.
    void lost(Line line);

    void unreachable(Line line);

    /// On the thread that reads.
    void message(String channel, byte[] bytes);
  }

  private final Address server;
  private final Redis redis;
  private final Shards shards;
  private final EventExecutor executor;
  private final Hearer hearer;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new SplittableRandom());
  private final Map<Integer, Set<String>> wanted = new LinkedHashMap<>();
  private Set<String> asked = Set.of();
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
  private boolean closed;

  Line(Address server, Redis redis, EventExecutor executor, Hearer hearer) {
    this.server = server;
    this.redis = redis;
    this.shards = redis.topology().shards();
    this.executor = executor;
    this.hearer = hearer;
    connect();
  }

  Address server() {
    return server;
  }

  /// All of one part.
  void want(int shard, Collection<String> channels) {
    if (!channels.isEmpty()) {
      wanted.computeIfAbsent(shard, key -> new LinkedHashSet<>()).addAll(channels);
      ask();
    }
  }

  /// Another server has this part now.
  void cease(int shard) {
    wanted.remove(shard);
  }

  /// All of one part.
  void drop(int shard, Collection<String> channels) {
    Set<String> waiting = wanted.get(shard);
    if (waiting != null) {
      channels.forEach(waiting::remove);
    }
    if (connection != null && !channels.isEmpty()) {
      String[] names = names(channels);
      // Whatever it answers: a server that refuses this no longer has them.
      if (shards.areSlots()) {
        connection.async().sunsubscribe(names);
      } else {
        connection.async().unsubscribe(names);
      }
    }
  }

  private String[] names(Collection<String> channels) {
    return channels.stream().map(shards::nameOf).toArray(String[]::new);
  }

  private void connect() {
    redis.listen(server).whenComplete((opened, failure) -> pass(() -> connected(opened, failure)));
  }

  /// For what comes on another thread, also when all is over.
  private void pass(Runnable task) {
    if (!executor.isShuttingDown()) {
      executor.execute(task);
    }
  }

  private void connected(
      @Nullable StatefulRedisPubSubConnection<String, byte[]> opened, @Nullable Throwable failure) {
    if (opened == null) {
      LOG.debug("{} does not answer: {}", server, String.valueOf(failure));
      hearer.unreachable(this);
      connectLater();
    } else if (closed) {
      opened.closeAsync();
    } else {
      connection = opened;
      opened.addListener(new Reading(opened));
      opened.addListener(new Ending(opened));
      if (opened.isOpen()) {
        ask();
      } else {
        disconnected(opened);
      }
    }
  }

  private void connectLater() {
    if (!closed) {
      executor.schedule(
          () -> {
            if (!closed) {
              connect();
            }
          },
          backoff.next().toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private void disconnected(StatefulRedisPubSubConnection<String, byte[]> ended) {
    if (!ended.equals(connection)) {
      return;
    }
    connection = null;
    asked = Set.of();
    ended.closeAsync();
    if (!closed) {
      LOG.debug("lost {}", server);
      hearer.lost(this);
      connectLater();
    }
  }

  /// Begins anew, for a connection that looks alive and brings nothing.
  void restart() {
    if (connection != null) {
      disconnected(connection);
    }
  }

  private void ask() {
    if (connection == null || !asked.isEmpty()) {
      return;
    }
    asked = next();
    if (asked.isEmpty()) {
      return;
    }
    Set<String> batch = asked;
    String[] names = names(batch);
    RedisFuture<Void> answer =
        shards.areSlots()
            ? connection.async().ssubscribe(names)
            : connection.async().subscribe(names);
    answer.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            pass(() -> failed(batch, failure));
          }
        });
    executor.schedule(() -> unanswered(batch), redis.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Of one part, for channels of two slots are refused in one command.
  private Set<String> next() {
    Iterator<Set<String>> parts = wanted.values().iterator();
    Set<String> batch = new HashSet<>();
    while (batch.isEmpty() && parts.hasNext()) {
      Set<String> part = parts.next();
      Iterator<String> channels = part.iterator();
      while (channels.hasNext() && batch.size() < AT_ONCE) {
        batch.add(channels.next());
        channels.remove();
      }
      if (part.isEmpty()) {
        parts.remove();
      }
    }
    return batch;
  }

  private void confirmed(StatefulRedisPubSubConnection<String, byte[]> by, String channel) {
    if (!by.equals(connection)) {
      return;
    }
    backoff.reset();
    boolean last = asked.remove(channel) && asked.isEmpty();
    hearer.confirmed(this, channel);
    if (last) {
      ask();
    }
  }

  private void failed(Set<String> batch, Throwable failure) {
    if (isUnderway(batch)) {
      LOG.debug("{} refused {} channels: {}", server, batch.size(), failure.toString());
      List<String> refused = new ArrayList<>(batch);
      asked = Set.of();
      hearer.refused(this, refused);
      ask();
    }
  }

  private void unanswered(Set<String> batch) {
    if (isUnderway(batch)) {
      LOG.warn("{} has not confirmed {} channels, connecting anew", server, batch.size());
      restart();
    }
  }

  @SuppressWarnings("ReferenceEquality") // That very one, not another of the same channels.
  private boolean isUnderway(Set<String> batch) {
    return asked == batch && !batch.isEmpty();
  }

  void close() {
    closed = true;
    if (connection != null) {
      connection.closeAsync();
      connection = null;
    }
  }

  /// What the server says.
  private final class Reading extends RedisPubSubAdapter<String, byte[]> {
    private final StatefulRedisPubSubConnection<String, byte[]> mine;

    Reading(StatefulRedisPubSubConnection<String, byte[]> mine) {
      this.mine = mine;
    }

    @Override
    public void subscribed(String name, long count) {
      pass(() -> confirmed(mine, name));
    }

    @Override
    public void ssubscribed(String name, long count) {
      pass(() -> confirmed(mine, shards.channelOf(name)));
    }

    /// Not only the answer to what was asked for: also said when the slot has gone elsewhere.
    @Override
    public void sunsubscribed(String name, long count) {
      pass(() -> hearer.refused(Line.this, List.of(shards.channelOf(name))));
    }

    @Override
    public void message(String name, byte[] bytes) {
      hearer.message(name, bytes);
    }

    @Override
    public void smessage(String name, byte[] bytes) {
      hearer.message(shards.channelOf(name), bytes);
    }
  }

  private final class Ending implements RedisConnectionStateListener {
    private final StatefulRedisPubSubConnection<String, byte[]> mine;

    Ending(StatefulRedisPubSubConnection<String, byte[]> mine) {
      this.mine = mine;
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
      pass(() -> disconnected(mine));
    }
  }
}
