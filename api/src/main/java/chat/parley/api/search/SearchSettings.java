package chat.parley.api.search;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How much a search may cost.
///
/// @param rare a word that no more than so many messages have is looked up in the index; what
///     is more common is looked for by reading messages
/// @param read so many of the caller's newest messages a request reads at most
/// @param ranked of so many of the newest hits the best ones are told
/// @param fillInterval how often messages without words are looked for
@ConfigurationProperties("parley.search")
public record SearchSettings(
    @Bindable(defaultValue = "10000") int rare,
    @Bindable(defaultValue = "20000") int read,
    @Bindable(defaultValue = "1000") int ranked,
    @Bindable(defaultValue = "5s") Duration fillInterval) {}
