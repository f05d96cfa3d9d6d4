package chat.parley.api.replica;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// A streaming replica that reads history and searches. Without a URL everything is read from the
/// primary.
///
/// @param url `jdbc:postgresql://host:port/database`
/// @param username by default the primary's
/// @param password by default the primary's
/// @param poolSize how many connections to it at most
/// @param patience how long a read waits for the replica to have what the primary has; then the
///     primary answers
/// @param retry how long a replica that was away or behind is left alone
/// @param timeout how long one that hangs holds up a read
@Requires(property = "parley.database.replica.url")
@ConfigurationProperties("parley.database.replica")
record ReplicaSettings(
    @NotBlank String url,
    @NotBlank String username,
    @NotNull String password,
    @Positive @Bindable(defaultValue = "16") int poolSize,
    @Bindable(defaultValue = "50ms") Duration patience,
    @Bindable(defaultValue = "1s") Duration retry,
    @Bindable(defaultValue = "10s") Duration timeout) {

  /// Without the password, and without the URL, which may hold it.
  @Override
  public String toString() {
    return "ReplicaSettings[username=%s, poolSize=%d]".formatted(username, poolSize);
  }
}
