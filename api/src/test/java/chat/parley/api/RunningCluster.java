package chat.parley.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.stores.InstalledRedis;
import chat.parley.infra.stores.RedisCluster;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A Redis Cluster, and beans of an api that use it.
public final class RunningCluster implements AutoCloseable {
  private final RedisCluster servers;
  private final ApplicationContext context;

  private RunningCluster(RedisCluster servers, ApplicationContext context) {
    this.servers = servers;
    this.context = context;
  }

  /// The test is skipped where there is no Redis 7.
  public static RunningCluster start(Map<String, Object> settings) {
    Optional<InstalledRedis> installed = InstalledRedis.find();
    if (installed.isEmpty()) {
      System.out.println(
          "SKIPPED: no redis-server 7 and redis-cli here (Debian: redis-server, redis-tools)");
    }
    assumeTrue(installed.isPresent(), "redis-server 7 is not installed");
    RedisCluster servers = RedisCluster.start(installed.orElseThrow(), Duration.ofSeconds(5));
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "parley.redis.cluster", servers.uris(),
                "parley.internal.credential", "a service credential of these tests only",
                "parley.auth.signing-keys", signingKeys()));
    all.putAll(settings);
    return new RunningCluster(
        servers,
        ApplicationContext.builder()
            .enableDefaultPropertySources(false)
            .properties(all)
            .build()
            .start());
  }

  private static String signingKeys() {
    try {
      return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate()).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  RedisCluster servers() {
    return servers;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    try (servers) {
      context.close();
    }
  }
}
