package chat.parley.shared.redis;

import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// To all masters; a connection to each is made when it first gets a command. Lettuce connects
/// again, and follows what moves.
final class ClusterLink<V> implements Link<V> {
  private final StatefulRedisClusterConnection<String, V> connection;

  ClusterLink(StatefulRedisClusterConnection<String, V> connection) {
    this.connection = connection;
  }

  @Override
  public RedisClusterAsyncCommands<String, V> async() {
    return connection.async();
  }

  /// One by one: given all at once, Lettuce waits for connections that it has yet to make, and
  /// passes over the rest when one of them fails.
  @Override
  public void dispatch(List<AsyncCommand<String, V, Long>> commands) {
    commands.forEach(connection::dispatch);
  }

  @Override
  public CompletableFuture<?> ping() {
    return CompletableFuture.allOf(
        connection.getPartitions().stream()
            .filter(node -> node.getRole().isUpstream())
            .map(node -> ping(node.getUri().getHost(), node.getUri().getPort()))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<String> ping(String host, int port) {
    return connection
        .getConnectionAsync(host, port)
        .thenCompose(server -> server.async().ping().toCompletableFuture());
  }

  @Override
  public boolean isOneServer() {
    return false;
  }

  @Override
  public boolean isOfUse() {
    return true;
  }

  /// Each server's connection is on its own.
  @Override
  public boolean isOpen() {
    return true;
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
