package chat.parley.shared.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// To the master of the moment. Of no use any more when it has been lost, for the next master may
/// be another server, or when the Sentinels name another.
///
/// Invariant: nothing is published at a server that says it is a replica. It would confirm that,
/// and nobody would hear.
final class SentinelLink<V> implements Link<V> {
  private static final String MASTER = "master";

  private final StatefulRedisConnection<String, V> connection;
  private final Address server;
  private final Topology topology;
  private volatile boolean replaced;

  SentinelLink(StatefulRedisConnection<String, V> connection, Address server, Topology topology) {
    this.connection = connection;
    this.server = server;
    this.topology = topology;
  }

  @Override
  public RedisClusterAsyncCommands<String, V> async() {
    return connection.async();
  }

  @Override
  public void dispatch(List<AsyncCommand<String, V, Long>> commands) {
    connection.dispatch(commands);
  }

  /// Fails when a replica answers.
  @Override
  public CompletableFuture<?> ping() {
    return connection
        .async()
        .role()
        .toCompletableFuture()
        .thenAccept(
            role -> {
              if (!isMaster(role.getFirst())) {
                replaced = true;
                throw new RedisException(server + " is not the master");
              }
            });
  }

  private static boolean isMaster(Object role) {
    return role instanceof byte[] bytes
        ? MASTER.equals(new String(bytes, StandardCharsets.US_ASCII))
        : MASTER.equals(role);
  }

  @Override
  public boolean isOneServer() {
    return true;
  }

  @Override
  public boolean isOfUse() {
    return !replaced && connection.isOpen() && topology.now().owner(0).equals(Optional.of(server));
  }

  @Override
  public boolean isOpen() {
    return isOfUse();
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public void closeAsync() {
    connection.closeAsync();
  }
}
