package chat.parley.shared.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A master and its replicas, of which Sentinels make one the next master.
final class SentinelRedis extends Redis {
  private static final long LONGEST_WAIT_SECONDS = 15;

  private final Servers servers;
  private final Topology topology;

  SentinelRedis(
      Topology topology,
      Servers servers,
      RedisCodec<String, byte[]> codec,
      RedisSettings settings) {
    super(servers, codec, settings);
    this.servers = servers;
    this.topology = topology;
  }

  @Override
  public Topology topology() {
    return topology;
  }

  /// The Sentinels are asked each time, and the server too: they may not know yet, and it may not.
  @Override
  public <V> Link<V> connect(RedisCodec<String, V> codec) {
    Address master =
        await(topology.refresh())
            .owner(0)
            .orElseThrow(() -> new RedisException("nobody knows the master"));
    StatefulRedisConnection<String, V> connection = servers.connect(master, codec);
    Link<V> link = new SentinelLink<>(connection, master, topology);
    try {
      await(link.ping());
      return link;
    } catch (RedisException e) {
      connection.closeAsync();
      throw e;
    }
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException failure ? failure : new RedisException(e);
    } catch (TimeoutException e) {
      throw new RedisException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException(e);
    }
  }
}
