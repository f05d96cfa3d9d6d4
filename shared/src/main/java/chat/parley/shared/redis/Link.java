package chat.parley.shared.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A connection for commands, to one server or to all masters of a cluster. Any thread; nothing
/// here blocks but [#close()].
///
/// In a cluster a command goes to the server that has its key: each may be about one key only, or
/// about several with the same hash tag.
///
/// @param <V> values
public interface Link<V> {
  RedisClusterAsyncCommands<String, V> async();

  /// All at once, where they go to one server.
  void dispatch(List<AsyncCommand<String, V, Long>> commands);

  /// Answered when each server has answered what it was sent before. One that leaves it
  /// unanswered is not to be waited for any longer: fails with
  /// [io.lettuce.core.RedisCommandTimeoutException] then.
  CompletableFuture<?> ping();

  /// Whether one command may be about any keys.
  boolean isOneServer();

  /// Whether commands will reach their servers, or in a moment will again. Otherwise another link
  /// is needed.
  boolean isOfUse();

  /// Whether commands reach their servers now, as far as one can know without asking.
  boolean isOpen();

  void close();

  void closeAsync();
}
