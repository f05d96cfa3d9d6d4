package chat.parley.infra.lambda;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How an api behaves that stands still between requests.
///
/// @param settle how long an answer is held back, at most, until Redis has taken what the request
///     has published; what it hasn't taken then is the relay's
/// @param redisPatience how long a request waits at its begin for Redis to say that it is there,
///     and as long again for a new connection
/// @param redisFirst how long an instance that is being prepared waits for its first connection
@ConfigurationProperties("parley.function")
record FunctionSettings(
    @Bindable(defaultValue = "2s") Duration settle,
    @Bindable(defaultValue = "250ms") Duration redisPatience,
    @Bindable(defaultValue = "2s") Duration redisFirst) {}
