package chat.parley.shared.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How a process ends.
///
/// @param gracePeriod how long it goes on with requests that it has begun; it is gone sooner when
///     they are done
@ConfigurationProperties("parley.shutdown")
public record ShutdownSettings(@Bindable(defaultValue = "15s") Duration gracePeriod) {}
