package chat.parley.shared.redis;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;

/// How to reach Redis.
///
/// @param uri `redis://[user:password@]host:port[/database]`, `rediss://` for TLS
/// @param connectTimeout how long opening a connection may take
/// @param commandTimeout how long a command waits for its answer before it counts as lost
@ConfigurationProperties("parley.redis")
public record RedisSettings(
    @NotNull URI uri,
    @Bindable(defaultValue = "2s") Duration connectTimeout,
    @Bindable(defaultValue = "2s") Duration commandTimeout) {

  /// Without the URI: it may hold a password.
  @Override
  public String toString() {
    return "RedisSettings[host=%s, port=%d]".formatted(uri.getHost(), uri.getPort());
  }
}
