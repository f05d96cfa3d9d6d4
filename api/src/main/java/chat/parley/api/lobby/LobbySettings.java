package chat.parley.api.lobby;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/// The group that everybody is in.
///
/// @param enabled whether who registers is put into it; when it is switched off, the one that
///     there is stays
/// @param name what it is called when it is created
/// @param announcedUpTo the most participants to whom an arrival is still news
@ConfigurationProperties("parley.lobby")
public record LobbySettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Size(min = 1, max = 100) @Bindable(defaultValue = "Lobby") String name,
    @Min(0) @Bindable(defaultValue = "200") int announcedUpTo) {}
