package chat.parley.api.presence;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;

/// Who is told.
///
/// @param largestAudience the most participants of a conversation in which changes are announced;
///     those of larger ones ask who is online
@ConfigurationProperties("parley.presence")
record PresenceSettings(@Min(0) @Bindable(defaultValue = "200") int largestAudience) {}
