package chat.parley.api.stats;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How figures are taken.
///
/// @param refresh how old a figure may be; it is taken anew only when somebody asks
/// @param exactUpTo beyond this many rows, PostgreSQL's own estimate is told instead of a count
@ConfigurationProperties("parley.stats")
public record StatsSettings(
    @Bindable(defaultValue = "2s") Duration refresh,
    @Bindable(defaultValue = "100000") int exactUpTo) {}
