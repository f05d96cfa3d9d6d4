package chat.parley.shared.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// To a server that is always the same one. Lettuce connects again by itself.
final class SingleLink<V> implements Link<V> {
  private final StatefulRedisConnection<String, V> connection;

  SingleLink(StatefulRedisConnection<String, V> connection) {
    this.connection = connection;
  }

  @Override
  public RedisClusterAsyncCommands<String, V> async() {
    return connection.async();
  }

  @Override
  public void dispatch(List<AsyncCommand<String, V, Long>> commands) {
    connection.dispatch(commands);
  }

  @Override
  public CompletableFuture<?> ping() {
    return connection.async().ping().toCompletableFuture();
  }

  @Override
  public boolean isOneServer() {
    return true;
  }

  @Override
  public boolean isOfUse() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
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
