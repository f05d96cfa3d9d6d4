package chat.parley.api.forward;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How far a message can be forwarded.
///
/// @param mostConversations how many at once; each counts against the limit of messages, so more
///     than that allows are always refused
@ConfigurationProperties("parley.forwards")
public record ForwardSettings(
    @Min(1) @Max(100) @Bindable(defaultValue = "5") int mostConversations) {}
