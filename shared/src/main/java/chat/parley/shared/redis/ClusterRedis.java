package chat.parley.shared.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.RedisCodec;

/// A cluster: each master has some of the slots.
final class ClusterRedis extends Redis {
  private final RedisClusterClient client;
  private final Topology topology;

  ClusterRedis(
      RedisClusterClient client,
      Servers servers,
      RedisCodec<String, byte[]> codec,
      RedisSettings settings) {
    super(servers, codec, settings);
    this.client = client;
    this.topology = new ClusterTopology(client);
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public <V> Link<V> connect(RedisCodec<String, V> codec) {
    return new ClusterLink<>(client.connect(codec));
  }

  @Override
  void close() {
    client.shutdown();
    super.close();
  }
}
