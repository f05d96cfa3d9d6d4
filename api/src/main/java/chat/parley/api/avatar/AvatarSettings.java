package chat.parley.api.avatar;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How avatars are made.
///
/// @param maxSize the most bytes of an uploaded image
/// @param maxPixels the most pixels of one, where that is fewer than what holds for all pictures
/// @param orphanAge how old a picture is at least that is looked at for whether anybody has it
@ConfigurationProperties("parley.avatars")
public record AvatarSettings(
    @Min(1) @Bindable(defaultValue = "5242880") long maxSize,
    @Min(1) @Bindable(defaultValue = "25000000") long maxPixels,
    @Bindable(defaultValue = "1d") Duration orphanAge) {}
