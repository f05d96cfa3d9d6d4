package chat.parley.api.pin;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;

/// How much can be pinned.
///
/// @param mostPerConversation how many messages of a conversation at a time
@ConfigurationProperties("parley.pins")
public record PinSettings(@Min(1) @Bindable(defaultValue = "100") int mostPerConversation) {}
