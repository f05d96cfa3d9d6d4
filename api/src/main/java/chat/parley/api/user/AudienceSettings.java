package chat.parley.api.user;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;

/// Who is told of what changes about somebody.
///
/// @param largestAudience the most participants of a conversation in which changes are announced;
///     those of larger ones ask
@ConfigurationProperties("parley.presence")
record AudienceSettings(@Min(0) @Bindable(defaultValue = "200") int largestAudience) {}
