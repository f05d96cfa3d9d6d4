package chat.parley.shared.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How to reach Redis, or Valkey, which is the same to us: one server or what Sentinel calls the
/// master (`uri`), or a cluster (`cluster`). One of the two.
///
/// @param uri `redis://[user:password@]host:port[/database]`, `rediss://` for TLS; or
///     `redis-sentinel://[user:password@]host:port,host:port[/database]#master` with the addresses
///     of the Sentinels and the credentials of the servers (`rediss-sentinel://` for TLS to both)
/// @param cluster some servers of a cluster, which know the others: `redis://…` or `rediss://…`,
///     all with the same credentials, without a database
/// @param sentinelPassword of the Sentinels themselves, where they want one
/// @param connectTimeout how long opening a connection may take
/// @param commandTimeout how long a command waits for its answer before it counts as lost
/// @param topologyRefresh the time between two looks at which server is the master of what; when
///     one is lost the looks come at once
@ConfigurationProperties("parley.redis")
public record RedisSettings(
    @Nullable String uri,
    @Bindable(defaultValue = "") List<String> cluster,
    @Nullable String sentinelPassword,
    @Bindable(defaultValue = "2s") Duration connectTimeout,
    @Bindable(defaultValue = "2s") Duration commandTimeout,
    @Bindable(defaultValue = "10s") Duration topologyRefresh) {
  private static final String CLUSTER = "parley.redis.cluster";
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/#]*@");
  private static final Pattern SERVER = Pattern.compile("rediss?://.+");
  private static final Pattern SENTINEL = Pattern.compile("rediss?-sentinel://.+");

  public RedisSettings {
    cluster = cluster.stream().filter(s -> !s.isBlank()).toList();
    if ((uri == null || uri.isBlank()) == cluster.isEmpty()) {
      throw new IllegalArgumentException(
          "parley.redis.uri (one server, or Sentinel) or parley.redis.cluster (servers of a"
              + " cluster): one of them, and not both");
    }
    if (cluster.isEmpty()) {
      checkServer(parse("parley.redis.uri", String.valueOf(uri)), sentinelPassword);
    } else {
      checkCluster(cluster, sentinelPassword);
    }
  }

  private static void checkServer(RedisURI uri, @Nullable String sentinelPassword) {
    boolean sentinel = !uri.getSentinels().isEmpty();
    if (!sentinel && sentinelPassword != null) {
      throw new IllegalArgumentException(
          "parley.redis.sentinel-password is for a redis-sentinel:// address in"
              + " parley.redis.uri");
    }
  }

  private static void checkCluster(List<String> cluster, @Nullable String sentinelPassword) {
    List<RedisURI> servers = cluster.stream().map(each -> parse(CLUSTER, each)).toList();
    require(
        servers.stream().allMatch(each -> each.getSentinels().isEmpty()),
        "a cluster has no Sentinels: redis:// or rediss:// is what it takes");
    require(
        servers.stream().allMatch(each -> each.getDatabase() == 0),
        "a cluster has one database, so none can be named");
    require(isSame(servers, RedisURI::isSsl), "either all servers are spoken to by TLS, or none");
    require(
        isSame(cluster, RedisSettings::credentials),
        "all servers of a cluster have the same credentials");
    require(sentinelPassword == null, "parley.redis.sentinel-password is not for a cluster");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(CLUSTER + ": " + otherwise);
    }
  }

  private static <T> boolean isSame(List<T> all, Function<T, ?> property) {
    return all.stream().map(property).distinct().count() == 1;
  }

  private static String credentials(String uri) {
    int at = uri.lastIndexOf('@');
    return at < 0 ? "" : uri.substring(uri.indexOf("//"), at);
  }

  /// Says nothing of what is there but how it begins: it may hold a password.
  private static RedisURI parse(String property, String uri) {
    if (!SERVER.matcher(uri).matches() && !SENTINEL.matcher(uri).matches()) {
      throw new IllegalArgumentException(
          property + " begins with redis://, rediss://, redis-sentinel:// or rediss-sentinel://");
    }
    if (SENTINEL.matcher(uri).matches() && !uri.matches(".+#.+")) {
      throw new IllegalArgumentException(
          property + ": after the Sentinels' addresses comes #, and what they call the master");
    }
    try {
      return RedisURI.create(uri);
    } catch (IllegalArgumentException e) {
      throw unreadable(property);
    }
  }

  private static IllegalArgumentException unreadable(String property) {
    return new IllegalArgumentException(
        property + " can't be read; characters such as @, / and # of a password need %-escapes");
  }

  boolean isCluster() {
    return !cluster.isEmpty();
  }

  /// The one server, or the Sentinels that know it.
  RedisURI server() {
    RedisURI server = parse("parley.redis.uri", String.valueOf(uri));
    server.setTimeout(commandTimeout);
    for (RedisURI sentinel : server.getSentinels()) {
      sentinel.setTimeout(lookTimeout());
      if (sentinelPassword != null) {
        sentinel.setCredentialsProvider(
            new StaticCredentialsProvider(null, sentinelPassword.toCharArray()));
      }
    }
    return server;
  }

  List<RedisURI> servers() {
    List<RedisURI> servers = cluster.stream().map(each -> parse(CLUSTER, each)).toList();
    servers.forEach(each -> each.setTimeout(lookTimeout()));
    return servers;
  }

  /// A look asks several, and must not wait long for one that hangs.
  private Duration lookTimeout() {
    Duration limit = Duration.ofSeconds(1);
    return commandTimeout.compareTo(limit) < 0 ? commandTimeout : limit;
  }

  /// Without credentials.
  @Override
  public String toString() {
    return "RedisSettings[%s]"
        .formatted(
            isCluster()
                ? cluster.stream().map(RedisSettings::masked).collect(Collectors.joining(","))
                : masked(String.valueOf(uri)));
  }

  private static String masked(String uri) {
    return CREDENTIALS.matcher(uri).replaceAll("//");
  }
}
