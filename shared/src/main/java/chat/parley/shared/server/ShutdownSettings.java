package chat.parley.shared.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How a process ends.
///
/// @param notice how long it serves on, unready, after it was told to end: longer than whoever
///     sends requests here needs to notice
/// @param firstRequest how long it waits for what those ask who have just connected
/// @param gracePeriod how long it goes on with requests that it has begun; it is gone sooner when
///     they are done
@ConfigurationProperties("parley.shutdown")
public record ShutdownSettings(
    @Bindable(defaultValue = "0s") Duration notice,
    @Bindable(defaultValue = "500ms") Duration firstRequest,
    @Bindable(defaultValue = "15s") Duration gracePeriod) {}
