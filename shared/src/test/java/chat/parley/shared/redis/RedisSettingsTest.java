package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
  private static final Duration TWO = Duration.ofSeconds(2);

  private static RedisSettings settings(@Nullable String uri, String... cluster) {
    return new RedisSettings(uri, List.of(cluster), null, TWO, TWO, Duration.ofSeconds(10));
  }

  @Test
  void oneServerIsNamedByItsAddress() {
    RedisURI server = settings("rediss://ada:pa55@cache.example.org:6390/2").server();

    assertThat(server.getHost()).isEqualTo("cache.example.org");
    assertThat(server.getPort()).isEqualTo(6390);
    assertThat(server.getDatabase()).isEqualTo(2);
    assertThat(server.isSsl()).isTrue();
    assertThat(server.getSentinels()).isEmpty();
  }

  @Test
  void sentinelsAreNamedWithWhatTheyCallTheMaster() {
    RedisURI uri = settings("redis-sentinel://:pa55@a:26379,b:26380,c/1#main").server();

    assertThat(uri.getSentinelMasterId()).isEqualTo("main");
    assertThat(uri.getDatabase()).isEqualTo(1);
    assertThat(uri.getSentinels()).extracting(RedisURI::getHost).containsExactly("a", "b", "c");
    assertThat(uri.getSentinels())
        .extracting(RedisURI::getPort)
        .containsExactly(26379, 26380, 26379);
  }

  @Test
  void aClusterIsNamedBySomeOfItsServers() {
    RedisSettings settings = settings("", "redis://a:6379", "redis://b:6380");

    assertThat(settings.isCluster()).isTrue();
    assertThat(settings.servers()).extracting(RedisURI::getHost).containsExactly("a", "b");
  }

  @Test
  void noPasswordIsEverShown() {
    assertThat(settings("redis://ada:pa55@a:1/2").toString())
        .contains("redis://a:1/2")
        .doesNotContain("pa55");
    assertThat(settings("redis-sentinel://:pa55@a:1,b:2#main").toString())
        .contains("redis-sentinel://a:1,b:2#main")
        .doesNotContain("pa55");
    assertThat(settings(null, "redis://:pa55@a:1", "redis://:pa55@b:1").toString())
        .contains("redis://a:1,redis://b:1")
        .doesNotContain("pa55");
    assertThat(
            new RedisSettings("redis-sentinel://a#main", List.of(), "pa55", TWO, TWO, TWO)
                .toString())
        .doesNotContain("pa55");
  }

  @Test
  void whatCannotBeMeantIsRefusedPreciselyAndWithoutAPassword() {
    refused("one of them, and not both", null);
    refused("one of them, and not both", "redis://:pa55@a", "redis://:pa55@b");
    refused("parley.redis.uri begins with", "http://:pa55@a");
    refused("parley.redis.uri can't be read", "redis://:pa55^@a:1");
    refused("what they call the master", "redis-sentinel://:pa55@a:1,b:2");
    refused("a cluster has no Sentinels", null, "redis-sentinel://:pa55@a#main");
    refused("a cluster has one database", null, "redis://:pa55@a/1");
    refused("by TLS, or none", null, "redis://:pa55@a", "rediss://:pa55@b");
    refused("the same credentials", null, "redis://:pa55@a", "redis://b");
    refused("parley.redis.cluster can't be read", null, "redis://:pa55^@a:1");
  }

  private static void refused(String why, @Nullable String uri, String... cluster) {
    assertThatThrownBy(() -> settings(uri, cluster))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasNoCause()
        .message()
        .doesNotContain("pa55");
  }

  @Test
  void aPasswordOfSentinelsNeedsSentinels() {
    assertThatThrownBy(() -> new RedisSettings("redis://a", List.of(), "pa55", TWO, TWO, TWO))
        .hasMessageContaining("parley.redis.sentinel-password");
    assertThatThrownBy(() -> new RedisSettings(null, List.of("redis://a"), "pa55", TWO, TWO, TWO))
        .hasMessageContaining("parley.redis.sentinel-password");
  }
}
