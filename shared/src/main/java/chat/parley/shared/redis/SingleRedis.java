package chat.parley.shared.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.RedisCodec;

/// One server.
final class SingleRedis extends Redis {
  private final RedisClient client;
  private final Topology topology;

  SingleRedis(
      RedisClient client,
      Address server,
      Servers servers,
      RedisCodec<String, byte[]> codec,
      RedisSettings settings) {
    super(servers, codec, settings);
    this.client = client;
    this.topology = new FixedTopology(server);
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public <V> Link<V> connect(RedisCodec<String, V> codec) {
    return new SingleLink<>(client.connect(codec));
  }

  @Override
  void close() {
    client.shutdown();
    super.close();
  }
}
