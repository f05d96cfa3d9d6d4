package chat.parley.system.chaos;

import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.InstalledRedis;
import chat.parley.infra.stores.RedisCluster;
import chat.parley.infra.stores.RedisSentinels;
import chat.parley.infra.stores.RedisStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What of Redis there is to be broken. One fault at a time.
sealed interface RedisServers extends AutoCloseable {
  /// After which a silent master is taken for dead.
  Duration TIMEOUT = Duration.ofSeconds(2);

  /// Of which sort.
  enum Sort {
    SINGLE,
    CLUSTER,
    SENTINEL;

    List<Fault.Kind> kinds() {
      return switch (this) {
        case SINGLE -> Fault.Kind.ALL;
        case CLUSTER -> Fault.Kind.WITHOUT_LINKS_TO_REDIS_WITH_RESHARDING;
        case SENTINEL -> Fault.Kind.WITHOUT_LINKS_TO_REDIS;
      };
    }

    /// In how many conversations is probed whether all works: as each is at one server only.
    int probes() {
      return this == CLUSTER ? 6 : 1;
    }

    /// @param ofTheStack its one server, when it is asked for
    RedisServers start(Supplier<RedisStore> ofTheStack) {
      return switch (this) {
        case SINGLE -> new Single(ofTheStack);
        case CLUSTER -> new Cluster(RedisCluster.start(installed(), TIMEOUT));
        case SENTINEL -> new Sentinels(RedisSentinels.start(installed(), TIMEOUT));
      };
    }

    private static InstalledRedis installed() {
      return InstalledRedis.find()
          .orElseThrow(() -> new IllegalStateException("no redis-server 7 or newer here"));
    }
  }

  StackOptions wire(StackOptions options);

  /// All that hold data of their own.
  List<RedisStore> masters();

  /// @param which of the masters
  void kill(int which);

  void startAgain();

  /// @param which of the masters; 3 until another has taken its place
  void pause(int which);

  void resume();

  /// @param which of the masters gives slots to the next one
  default void reshard(int which) {
    throw new IllegalStateException("there is only one");
  }

  @Override
  void close();

  /// The one that the stack has.
  record Single(Supplier<RedisStore> store) implements RedisServers {
    @Override
    public StackOptions wire(StackOptions options) {
      return options;
    }

    @Override
    public List<RedisStore> masters() {
      return List.of(store.get());
    }

    @Override
    public void kill(int which) {
      store.get().kill();
    }

    @Override
    public void startAgain() {
      store.get().restart();
    }

    @Override
    public void pause(int which) {
      store.get().suspend();
    }

    @Override
    public void resume() {
      store.get().resume();
    }

    @Override
    public void close() {}
  }

  /// Three masters with a replica each.
  final class Cluster implements RedisServers {
    private static final int SLOTS = 1_500;

    private final RedisCluster cluster;
    private @Nullable RedisStore victim;

    Cluster(RedisCluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public StackOptions wire(StackOptions options) {
      return options
          .with("PARLEY_REDIS_URI", "")
          .with("PARLEY_REDIS_CLUSTER", String.join(",", cluster.uris()));
    }

    @Override
    public List<RedisStore> masters() {
      return cluster.masters();
    }

    /// Returns when its replica has taken over.
    @Override
    public void kill(int which) {
      RedisStore master = choose(which);
      master.kill();
      cluster.awaitReplacementOf(master);
    }

    @Override
    public void startAgain() {
      if (victim != null) {
        victim.restart();
      }
      cluster.awaitWhole();
    }

    @Override
    public void pause(int which) {
      RedisStore master = choose(which);
      master.suspend();
      if (which == 3) {
        cluster.awaitReplacementOf(master);
      }
    }

    @Override
    public void resume() {
      if (victim != null) {
        victim.resume();
      }
      cluster.awaitWhole();
    }

    @Override
    public void reshard(int which) {
      List<RedisStore> masters = masters();
      cluster.moveSlots(
          masters.get(which % masters.size()), masters.get((which + 1) % masters.size()), SLOTS);
      cluster.awaitWhole();
    }

    private RedisStore choose(int which) {
      List<RedisStore> masters = masters();
      RedisStore master = masters.get(which % masters.size());
      victim = master;
      return master;
    }

    @Override
    public void close() {
      cluster.close();
    }
  }

  /// A master, two replicas, three Sentinels.
  final class Sentinels implements RedisServers {
    private final RedisSentinels sentinels;
    private @Nullable RedisStore victim;

    Sentinels(RedisSentinels sentinels) {
      this.sentinels = sentinels;
    }

    @Override
    public StackOptions wire(StackOptions options) {
      return options.with("PARLEY_REDIS_URI", sentinels.uri());
    }

    @Override
    public List<RedisStore> masters() {
      return List.of(sentinels.master());
    }

    /// Returns when a replica has taken over.
    @Override
    public void kill(int which) {
      RedisStore master = choose();
      master.kill();
      sentinels.awaitReplacementOf(master);
    }

    @Override
    public void startAgain() {
      if (victim != null) {
        victim.restart();
      }
      sentinels.awaitWhole();
    }

    @Override
    public void pause(int which) {
      RedisStore master = choose();
      master.suspend();
      if (which == 3) {
        sentinels.awaitReplacementOf(master);
      }
    }

    @Override
    public void resume() {
      if (victim != null) {
        victim.resume();
      }
      sentinels.awaitWhole();
    }

    private RedisStore choose() {
      RedisStore master = sentinels.master();
      victim = master;
      return master;
    }

    @Override
    public void close() {
      sentinels.close();
    }
  }
}
