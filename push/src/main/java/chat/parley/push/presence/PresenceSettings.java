package chat.parley.push.presence;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// When somebody counts as gone.
///
/// @param lease how long a node counts as alive without having renewed that
/// @param renewal the time between two renewals, and between two looks for nodes whose lease
///     is over
/// @param debounce how long somebody without a socket on this node still counts as here, so that a
///     reload makes no noise
/// @param sweep the time between two searches for those who count as online though no node has them
@ConfigurationProperties("parley.push.presence")
record PresenceSettings(
    @Bindable(defaultValue = "15s") Duration lease,
    @Bindable(defaultValue = "5s") Duration renewal,
    @Bindable(defaultValue = "10s") Duration debounce,
    @Bindable(defaultValue = "5m") Duration sweep) {}
