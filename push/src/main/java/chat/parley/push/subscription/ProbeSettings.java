package chat.parley.push.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How the path from Redis is watched.
///
/// @param interval the time between two probes
/// @param patience how long without an echo the path counts as alive; after that the node is not
///     ready and subscribes anew, at most once in this time
@ConfigurationProperties("parley.push.probe")
record ProbeSettings(
    @Bindable(defaultValue = "2s") Duration interval,
    @Bindable(defaultValue = "6s") Duration patience) {}
