package chat.parley.shared.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes the one [Redis] of a process, as the settings say.
@Factory
class RedisClients {
  /// In vain, before Lettuce looks whether what it connects to is still the master.
  private static final int RECONNECTS_BEFORE_LOOK = 2;

  /// Lettuce by itself waits up to 30 s between two tries.
  @Singleton
  @Bean(preDestroy = "shutdown")
  ClientResources clientResources() {
    return ClientResources.builder()
        .reconnectDelay(
            Delay.fullJitter(
                Duration.ofMillis(50), Duration.ofSeconds(1), 50, TimeUnit.MILLISECONDS))
        .build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Redis redis(RedisSettings settings, ClientResources resources, RedisCodec<String, byte[]> codec) {
    ClientOptions options = options(settings, ClientOptions.builder()).build();
    if (settings.isCluster()) {
      List<RedisURI> servers = settings.servers();
      return new ClusterRedis(
          cluster(settings, resources, servers),
          servers(resources, options, servers.getFirst()),
          codec,
          settings);
    }
    RedisURI uri = settings.server();
    Servers servers = servers(resources, options, uri);
    if (uri.getSentinels().isEmpty()) {
      RedisClient client = RedisClient.create(resources, uri);
      client.setOptions(options);
      return new SingleRedis(
          client, new Address(uri.getHost(), uri.getPort()), servers, codec, settings);
    }
    return new SentinelRedis(
        new SentinelTopology(servers.client(), uri.getSentinelMasterId(), uri.getSentinels()),
        servers,
        codec,
        settings);
  }

  private static Servers servers(
      ClientResources resources, ClientOptions options, RedisURI example) {
    return new Servers(RedisClient.create(resources), options, example);
  }

  private static RedisClusterClient cluster(
      RedisSettings settings, ClientResources resources, List<RedisURI> servers) {
    RedisClusterClient client = RedisClusterClient.create(resources, servers);
    ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
    options(settings, builder);
    client.setOptions(
        builder
            // A server that was added a moment ago, and a command is sent on to.
            .validateClusterNodeMembership(false)
            // The regular looks are those of the subscriptions.
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enableAllAdaptiveRefreshTriggers()
                    .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                    .refreshTriggersReconnectAttempts(RECONNECTS_BEFORE_LOOK)
                    .build())
            .build());
    return client;
  }

  private static <B extends ClientOptions.Builder> B options(RedisSettings settings, B builder) {
    builder
        .autoReconnect(true)
        // While Redis is away a command fails at once: what it carried is in PostgreSQL, and a
        // queue of commands in memory would only hide that, grow, and then flood.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .protocolVersion(ProtocolVersion.RESP3)
        .socketOptions(SocketOptions.builder().connectTimeout(settings.connectTimeout()).build())
        .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()));
    return builder;
  }

  /// Channel and key names are ASCII; values are bytes that nobody decodes on the way.
  @Singleton
  RedisCodec<String, byte[]> redisCodec() {
    return RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
  }
}
