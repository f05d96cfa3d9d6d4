package chat.parley.api.account;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// What a hash of a password costs, and how much of an api hashing may take. Each hash keeps one
/// core busy and its memory occupied for its time. Passwords that were hashed for less are hashed
/// anew when they are next used.
///
/// @param memory KiB for one hash. The default and that of `passes` are what OWASP names first
///     (Password Storage Cheat Sheet); less makes stolen hashes cheap to guess and is for tests
/// @param passes over that memory
/// @param atOnce hashes at the same time; 0 for one less than there are cores, but one at least,
///     so that the other requests keep a core
/// @param waiting the most that wait for their turn; whoever comes then is told to come again
/// @param patience how long one waits before being told so
@ConfigurationProperties("parley.passwords")
public record PasswordSettings(
    @Min(8) @Max(4_194_304) @Bindable(defaultValue = "19456") int memory,
    @Min(1) @Max(100) @Bindable(defaultValue = "2") int passes,
    @Min(0) @Max(256) @Bindable(defaultValue = "0") int atOnce,
    @Min(1) @Bindable(defaultValue = "500") int waiting,
    @Bindable(defaultValue = "15s") Duration patience) {

  int threads() {
    return atOnce > 0 ? atOnce : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
