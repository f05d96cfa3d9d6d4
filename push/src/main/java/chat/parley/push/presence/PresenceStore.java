package chat.parley.push.presence;

import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Link;
import chat.parley.shared.redis.Redis;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The leases of nodes and who is where, in Redis: a sorted set of the nodes' ids by the end of
/// their lease, in milliseconds of the clock of the server that has it; for each node the set of
/// its users; for each user the set of the nodes that have them. Every command is about one key,
/// so the keys may lie on several servers. May be called on any
/// thread but an event loop, for it blocks; throws [RedisException] when Redis is away.
@Singleton
class PresenceStore {
  private static final String NODES = "parley:presence:nodes";
  private static final String SWEEP = "parley:presence:sweep";
  private static final int MOST_NODES = 100;

  private static final String NOW =
      """
      local clock = redis.call('TIME')
      local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
      """;

  private static final String BEGIN =
      NOW + "return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])";

  private static final String RENEW =
      NOW + "return redis.call('ZADD', KEYS[1], 'XX', 'CH', now + ARGV[2], ARGV[1])";

  private static final String LAPSED =
      NOW + "return redis.call('ZRANGEBYSCORE', KEYS[1], 0, now, 'LIMIT', 0, ARGV[1])";

  private static final String ALIVE =
      NOW + "return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')";

  private final Redis redis;
  private @Nullable Link<String> connection;

  PresenceStore(Redis redis) {
    this.redis = redis;
  }

  void begin(String node, Duration lease) {
    count(BEGIN, node, lease);
  }

  /// @return false when there is no such lease any more
  boolean renew(String node, Duration lease) {
    return count(RENEW, node, lease) > 0;
  }

  /// The nodes whose lease is over.
  List<String> lapsed() {
    return nodes(LAPSED, Integer.toString(MOST_NODES));
  }

  Set<String> alive() {
    return new HashSet<>(nodes(ALIVE));
  }

  /// By a script, as the next: in a cluster only that is sure to see the clock of the server that
  /// has the leases.
  private long count(String script, String node, Duration lease) {
    Long count =
        await(
            redis()
                .eval(
                    script,
                    ScriptOutputType.INTEGER,
                    new String[] {NODES},
                    node,
                    Long.toString(lease.toMillis())));
    return count;
  }

  private List<String> nodes(String script, String... arguments) {
    return await(redis().eval(script, ScriptOutputType.MULTI, new String[] {NODES}, arguments));
  }

  /// How often Redis may have lost some of what was written last, as a replica that becomes the
  /// master has. Never blocks.
  int losses() {
    return redis.topology().moves();
  }

  /// First into the node's set, where they are found if the node dies right after.
  void add(String node, Collection<UserId> users) {
    await(redis().sadd(usersOf(node), texts(users)));
    each(users, (redis, user) -> redis.sadd(nodesOf(user), node));
  }

  /// The users are not at the node any more; they stay in the node's set until [#forget].
  void remove(String node, Collection<UserId> users) {
    each(users, (redis, user) -> redis.srem(nodesOf(user), node));
  }

  /// Those of the users whom some node has.
  Set<UserId> present(Collection<UserId> users) {
    List<Long> counts = each(users, (redis, user) -> redis.scard(nodesOf(user)));
    Set<UserId> present = new HashSet<>();
    int i = 0;
    for (UserId user : users) {
      if (counts.get(i++) > 0) {
        present.add(user);
      }
    }
    return present;
  }

  void forget(String node, Collection<UserId> users) {
    if (!users.isEmpty()) {
      await(redis().srem(usersOf(node), texts(users)));
    }
  }

  /// Any of the node's users.
  List<UserId> some(String node, int count) {
    return await(redis().srandmember(usersOf(node), count)).stream().map(UserId::parse).toList();
  }

  /// Of each user the nodes that have them.
  Map<UserId, Set<String>> nodes(List<UserId> users) {
    List<Set<String>> sets = each(users, (redis, user) -> redis.smembers(nodesOf(user)));
    Map<UserId, Set<String>> nodes = new HashMap<>();
    for (int i = 0; i < users.size(); i++) {
      nodes.put(users.get(i), sets.get(i));
    }
    return nodes;
  }

  /// The lease and what is left of the node.
  void end(String node) {
    await(redis().del(usersOf(node)));
    await(redis().zrem(NODES, node));
  }

  /// @return true for one node in each span of this length
  boolean claimSweep(Duration span) {
    return await(redis().set(SWEEP, "claimed", SetArgs.Builder.nx().px(span.toMillis()))) != null;
  }

  private <T> List<T> each(
      Collection<UserId> users,
      BiFunction<RedisClusterAsyncCommands<String, String>, UserId, RedisFuture<T>> command) {
    RedisClusterAsyncCommands<String, String> commands = redis();
    List<RedisFuture<T>> sent = users.stream().map(user -> command.apply(commands, user)).toList();
    List<T> answers = new ArrayList<>(sent.size());
    sent.forEach(each -> answers.add(await(each)));
    return answers;
  }

  private synchronized RedisClusterAsyncCommands<String, String> redis() {
    if (connection != null && !connection.isOfUse()) {
      giveUp();
    }
    if (connection == null) {
      connection = redis.connect(StringCodec.ASCII);
    }
    return connection.async();
  }

  /// A connection that brings no answer may never bring one again, though it stands.
  private synchronized void giveUp() {
    if (connection != null) {
      connection.closeAsync();
      connection = null;
    }
  }

  /// Lettuce ends each command after its timeout; this wait is only longer than that.
  private <T> T await(RedisFuture<T> future) {
    try {
      return future.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisCommandTimeoutException) {
        giveUp();
      }
      throw e.getCause() instanceof RedisException failure ? failure : new RedisException(e);
    } catch (TimeoutException e) {
      throw new RedisCommandTimeoutException("no end of a command");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisCommandInterruptedException(e);
    }
  }

  private static String usersOf(String node) {
    return "parley:presence:node:" + node;
  }

  private static String nodesOf(UserId user) {
    return "parley:presence:user:" + user;
  }

  private static String[] texts(Collection<UserId> users) {
    return users.stream().map(UserId::toString).toArray(String[]::new);
  }

  @PreDestroy
  synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
