package chat.parley.infra.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Three masters that share the slots, each with one replica that takes its place.
///
/// All methods may be called from any thread, those that change something by one at a time.
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;

  private final InstalledRedis installed;
  private final List<RedisStore> servers;

  private RedisCluster(InstalledRedis installed, List<RedisStore> servers) {
    this.installed = installed;
    this.servers = List.copyOf(servers);
  }

  /// @param timeout after which the others take a silent master for dead
  public static RedisCluster start(InstalledRedis installed, Duration timeout) {
    List<RedisStore> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * MASTERS; i++) {
        servers.add(RedisStore.member(installed, arguments(timeout)));
      }
      RedisCluster cluster = new RedisCluster(installed, servers);
      cluster.create();
      return cluster;
    } catch (RuntimeException e) {
      servers.forEach(Store::close);
      throw e;
    }
  }

  private static List<String> arguments(Duration timeout) {
    return List.of(
        "--cluster-enabled", "yes",
        // Not the port + 10,000, which may be any connection's.
        "--cluster-port", Integer.toString(Ports.free()),
        "--cluster-node-timeout", Long.toString(timeout.toMillis()),
        "--cluster-allow-pubsubshard-when-down", "no",
        "--cluster-require-full-coverage", "no",
        "--repl-diskless-sync-delay", "0");
  }

  private void create() {
    List<String> command =
        new ArrayList<>(List.of(installed.client().toString(), "--cluster", "create"));
    servers.forEach(server -> command.add(address(server)));
    command.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
    installed.run(command);
    awaitWhole();
  }

  private static String address(RedisStore server) {
    return Ports.HOST + ":" + server.port();
  }

  /// Some of its servers, which know the others.
  public List<String> uris() {
    return servers.stream().limit(MASTERS).map(RedisStore::uri).toList();
  }

  public List<RedisStore> servers() {
    return servers;
  }

  /// What a server says of the cluster.
  ///
  /// @param slots as in `0-5460`; those on their way elsewhere are left out
  public record Member(String id, int port, boolean isMaster, boolean isUp, List<String> slots) {
    static Member parse(String line) {
      String[] parts = line.split(" ");
      String address = parts[1].substring(0, parts[1].indexOf('@'));
      List<String> flags = List.of(parts[2].split(","));
      return new Member(
          parts[0],
          Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
          flags.contains("master"),
          !flags.contains("fail") && !flags.contains("fail?") && parts[7].equals("connected"),
          Stream.of(parts).skip(8).filter(slot -> !slot.startsWith("[")).toList());
    }

    public boolean serves() {
      return isMaster && isUp && !slots.isEmpty();
    }
  }

  /// As one server sees all.
  public List<Member> seenBy(RedisStore server) {
    return installed
        .run(server.port(), "CLUSTER", "NODES")
        .lines()
        .filter(line -> !line.isBlank())
        .map(Member::parse)
        .toList();
  }

  /// Those that serve, as a server that runs sees it.
  public List<RedisStore> masters() {
    return where(Member::serves);
  }

  private List<RedisStore> where(Predicate<Member> condition) {
    Map<Integer, RedisStore> byPort =
        servers.stream().collect(Collectors.toMap(RedisStore::port, server -> server));
    RedisStore witness = servers.stream().filter(Store::isRunning).findFirst().orElseThrow();
    return seenBy(witness).stream().filter(condition).map(m -> byPort.get(m.port())).toList();
  }

  /// Moves slots while all else goes on, as an operator does, once all servers are of one mind.
  public void moveSlots(RedisStore from, RedisStore to, int count) {
    awaitWhole();
    installed.run(
        List.of(
            installed.client().toString(),
            "--cluster",
            "reshard",
            address(from),
            "--cluster-from",
            id(from),
            "--cluster-to",
            id(to),
            "--cluster-slots",
            Integer.toString(count),
            "--cluster-yes"));
  }

  private String id(RedisStore server) {
    return installed.run(server.port(), "CLUSTER", "MYID").strip();
  }

  /// Waits until every server sees all slots with masters that are up, the same ones, and each
  /// replica has all that its master has.
  public void awaitWhole() {
    Patience.await(
        "every server sees all slots served",
        () ->
            servers.stream().allMatch(this::seesAll)
                && servers.stream().map(this::ownersSeenBy).distinct().count() == 1
                && servers.stream().allMatch(this::isInStep));
  }

  private Map<String, List<String>> ownersSeenBy(RedisStore server) {
    return seenBy(server).stream()
        .filter(member -> !member.slots().isEmpty())
        .collect(Collectors.toMap(Member::id, Member::slots));
  }

  private boolean isInStep(RedisStore server) {
    List<String> role = installed.run(server.port(), "ROLE").lines().toList();
    return role.getFirst().equals("master") || role.contains("connected");
  }

  /// Waits until another server has the slots that this one had.
  public void awaitReplacementOf(RedisStore dead) {
    Patience.await(
        "another has the slots of " + dead.port(),
        () ->
            servers.stream()
                .filter(server -> !server.equals(dead))
                .filter(Store::isRunning)
                .allMatch(
                    server ->
                        seesAll(server)
                            && seenBy(server).stream()
                                .noneMatch(m -> m.port() == dead.port() && m.serves())));
  }

  private boolean seesAll(RedisStore server) {
    String state = installed.run(server.port(), "CLUSTER", "INFO");
    return state.contains("cluster_state:ok")
        && state.contains("cluster_slots_ok:16384")
        && state.contains("cluster_known_nodes:" + servers.size());
  }

  @Override
  public void close() {
    servers.forEach(Store::close);
  }
}
