package chat.parley.api.outbox;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How an api publishes what the fast path lost. An event is late by at most `grace` +
/// `poll-interval` and the time of one batch, while Redis and the database are there.
///
/// @param relayEnabled whether this api looks by itself; `POST /internal/v1/outbox/relay` works
///     either way
/// @param clearingInterval how often the rows of published events are deleted
/// @param grace how old a row is before the relay takes it: until then the fast path is at work
/// @param pollInterval the longest pause between two looks at the outbox; a random part of up to
///     half of it is left out, so that several apis spread
/// @param backoffLimit the longest pause between two tries while Redis or the database is away
/// @param batchRows the most rows of one batch; as many events are in memory at once
/// @param batchBytes the most bytes of one batch on the way to Redis; one event may be more
/// @param publishTimeout how long a batch waits for Redis, its rows locked
/// @param claimTimeout after how long PostgreSQL takes the rows of a batch back from an api that
///     has vanished without a word; more than `publish-timeout`
/// @param retryAfter how long a row waits that this version of the api can't render
/// @param drainTimeout how long one internal request goes on
/// @param sampleInterval how often the waiting rows are counted for the meters
/// @param closingTimeout how long an api that shuts down waits for what is on the way to Redis
@ConfigurationProperties("parley.outbox")
record OutboxSettings(
    @Bindable(defaultValue = "true") boolean relayEnabled,
    @Bindable(defaultValue = "200ms") Duration clearingInterval,
    @Bindable(defaultValue = "500ms") Duration grace,
    @Bindable(defaultValue = "500ms") Duration pollInterval,
    @Bindable(defaultValue = "2s") Duration backoffLimit,
    @Min(1) @Bindable(defaultValue = "200") int batchRows,
    @Min(1) @Bindable(defaultValue = "4194304") int batchBytes,
    @Bindable(defaultValue = "1s") Duration publishTimeout,
    @Bindable(defaultValue = "5s") Duration claimTimeout,
    @Bindable(defaultValue = "1m") Duration retryAfter,
    @Bindable(defaultValue = "10s") Duration drainTimeout,
    @Bindable(defaultValue = "10s") Duration sampleInterval,
    @Bindable(defaultValue = "2s") Duration closingTimeout) {}
