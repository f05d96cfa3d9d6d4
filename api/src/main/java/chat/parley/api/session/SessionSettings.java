package chat.parley.api.session;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How an api comes to know which sessions have ended through other apis.
///
/// @param lookInterval the longest pause between two looks into the database; the news on Redis
///     makes it look at once
/// @param staleAfter how old the last look may be before each request is checked in the database
@ConfigurationProperties("parley.sessions")
public record SessionSettings(
    @Bindable(defaultValue = "1s") Duration lookInterval,
    @Bindable(defaultValue = "5s") Duration staleAfter) {}
