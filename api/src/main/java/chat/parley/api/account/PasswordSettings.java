package chat.parley.api.account;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How much of an api hashing passwords may take. Each hash keeps one core busy and 19 MiB
/// occupied for its time.
///
/// @param atOnce hashes at the same time; 0 for one less than there are cores, but one at least,
///     so that the other requests keep a core
/// @param waiting the most that wait for their turn; whoever comes then is told to come again
/// @param patience how long one waits before being told so
@ConfigurationProperties("parley.passwords")
public record PasswordSettings(
    @Min(0) @Max(256) @Bindable(defaultValue = "0") int atOnce,
    @Min(1) @Bindable(defaultValue = "500") int waiting,
    @Bindable(defaultValue = "15s") Duration patience) {

  int threads() {
    return atOnce > 0 ? atOnce : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
