package chat.parley.shared.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;

/// Connections to servers one by one, which end when they are lost: where to connect next is not
/// certain to be where it was.
final class Servers {
  private final RedisClient client;
  private final RedisURI example;

  /// @param options of all connections, but for reconnecting
  /// @param example any of the servers, for credentials, database and TLS of all
  Servers(RedisClient client, ClientOptions options, RedisURI example) {
    this.client = client;
    this.example = example;
    client.setOptions(options.mutate().autoReconnect(false).build());
  }

  RedisClient client() {
    return client;
  }

  <V> CompletionStage<StatefulRedisPubSubConnection<String, V>> listen(
      Address server, RedisCodec<String, V> codec) {
    return client.connectPubSubAsync(codec, uri(server));
  }

  <V> StatefulRedisConnection<String, V> connect(Address server, RedisCodec<String, V> codec) {
    return client.connect(codec, uri(server));
  }

  private RedisURI uri(Address server) {
    return RedisURI.builder(example).withHost(server.host()).withPort(server.port()).build();
  }

  EventExecutor executor() {
    return client.getResources().eventExecutorGroup().next();
  }

  void close() {
    client.shutdown();
  }
}
