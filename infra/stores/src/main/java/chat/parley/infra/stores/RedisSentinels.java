package chat.parley.infra.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A master with two replicas, and three Sentinels that make one of those the next master.
///
/// All methods may be called from any thread, those that change something by one at a time.
public final class RedisSentinels implements AutoCloseable {
  private static final String NAME = "parley";
  private static final int SERVERS = 3;
  private static final int SENTINELS = 3;

  private final InstalledRedis installed;
  private final List<RedisStore> servers;
  private final List<RedisStore> sentinels;

  private RedisSentinels(
      InstalledRedis installed, List<RedisStore> servers, List<RedisStore> sentinels) {
    this.installed = installed;
    this.servers = List.copyOf(servers);
    this.sentinels = List.copyOf(sentinels);
  }

  /// @param timeout after which a Sentinel takes a silent master for dead
  public static RedisSentinels start(InstalledRedis installed, Duration timeout) {
    List<RedisStore> servers = new ArrayList<>();
    List<RedisStore> sentinels = new ArrayList<>();
    try {
      for (int i = 0; i < SERVERS; i++) {
        servers.add(RedisStore.member(installed, List.of("--repl-diskless-sync-delay", "0")));
      }
      RedisStore master = servers.getFirst();
      for (RedisStore replica : servers.subList(1, SERVERS)) {
        installed.run(replica.port(), "REPLICAOF", Ports.HOST, Integer.toString(master.port()));
      }
      for (int i = 0; i < SENTINELS; i++) {
        sentinels.add(RedisStore.sentinel(installed, configuration(master, timeout)));
      }
      RedisSentinels all = new RedisSentinels(installed, servers, sentinels);
      all.awaitWhole();
      return all;
    } catch (RuntimeException e) {
      sentinels.forEach(Store::close);
      servers.forEach(Store::close);
      throw e;
    }
  }

  private static List<String> configuration(RedisStore master, Duration timeout) {
    return List.of(
        "sentinel monitor %s %s %d 2".formatted(NAME, Ports.HOST, master.port()),
        "sentinel down-after-milliseconds %s %d".formatted(NAME, timeout.toMillis()),
        "sentinel failover-timeout %s %d".formatted(NAME, 5 * timeout.toMillis()));
  }

  /// By which clients find the master.
  public String uri() {
    return sentinels.stream()
        .map(sentinel -> Ports.HOST + ":" + sentinel.port())
        .collect(Collectors.joining(",", "redis-sentinel://", "#" + NAME));
  }

  public List<RedisStore> servers() {
    return servers;
  }

  public List<RedisStore> sentinels() {
    return sentinels;
  }

  /// Whom most of the Sentinels name.
  public RedisStore master() {
    return sentinels.stream()
        .map(this::masterBy)
        .collect(Collectors.groupingBy(port -> port, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .flatMap(most -> servers.stream().filter(s -> s.port() == most.getKey()).findFirst())
        .orElseThrow();
  }

  private int masterBy(RedisStore sentinel) {
    return installed
        .run(sentinel.port(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
        .lines()
        .skip(1)
        .findFirst()
        .map(Integer::parseInt)
        .orElse(0);
  }

  /// Waits until all servers but one are replicas of it, and all Sentinels know all of them and
  /// each other.
  public void awaitWhole() {
    Patience.await(
        "all follow the one master",
        () -> {
          RedisStore master = master();
          return servers.stream()
                  .filter(server -> !server.equals(master))
                  .allMatch(server -> isReplicaOf(server, master))
              && sentinels.stream().allMatch(this::knowsAll);
        });
  }

  private boolean isReplicaOf(RedisStore server, RedisStore master) {
    String role = installed.run(server.port(), "ROLE");
    return role.startsWith("slave")
        && role.contains(Integer.toString(master.port()))
        && role.contains("connected");
  }

  private boolean knowsAll(RedisStore sentinel) {
    String all = installed.run(sentinel.port(), "SENTINEL", "MASTER", NAME);
    List<String> lines = all.lines().toList();
    return value(lines, "num-slaves").equals(Integer.toString(SERVERS - 1))
        && value(lines, "num-other-sentinels").equals(Integer.toString(SENTINELS - 1))
        && value(lines, "flags").equals("master");
  }

  private static String value(List<String> lines, String name) {
    int at = lines.indexOf(name);
    return at < 0 || at + 1 >= lines.size() ? "" : lines.get(at + 1);
  }

  /// Waits until the Sentinels name another, and it says that it is the master.
  public RedisStore awaitReplacementOf(RedisStore dead) {
    Patience.await(
        "another is the master",
        () -> {
          RedisStore master = master();
          return !master.equals(dead) && installed.run(master.port(), "ROLE").startsWith("master");
        });
    return master();
  }

  @Override
  public void close() {
    Stream.concat(sentinels.stream(), servers.stream()).forEach(Store::close);
  }
}
