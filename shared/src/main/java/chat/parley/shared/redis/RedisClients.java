package chat.parley.shared.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
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
import java.util.concurrent.TimeUnit;

/// Makes the one Lettuce client of a process.
@Factory
class RedisClients {
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
  @Bean(preDestroy = "shutdown")
  RedisClient redisClient(RedisSettings settings, ClientResources resources) {
    RedisURI uri = RedisURI.create(settings.uri());
    uri.setTimeout(settings.commandTimeout());
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            // While Redis is away a command fails at once: what it carried is in PostgreSQL, and a
            // queue of commands in memory would only hide that, grow, and then flood.
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .protocolVersion(ProtocolVersion.RESP3)
            .socketOptions(
                SocketOptions.builder().connectTimeout(settings.connectTimeout()).build())
            .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
            .build());
    return client;
  }

  /// Channel and key names are ASCII; values are bytes that nobody decodes on the way.
  @Singleton
  RedisCodec<String, byte[]> redisCodec() {
    return RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
  }
}
