package chat.parley.api.image;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How pictures are dealt with.
///
/// @param maxPixels the most pixels of one, and of all together that are decoded whole at a time,
///     at three or four bytes each
/// @param maxAnimationPixels the most pixels of all frames of an animation; only the first is
///     decoded here, but whoever looks at it decodes them all
/// @param threads how many pictures are worked on at once
/// @param waiting how many wait for that at most
@ConfigurationProperties("parley.images")
public record ImageSettings(
    @Min(1) @Max(1_000_000_000) @Bindable(defaultValue = "50000000") int maxPixels,
    @Min(1) @Bindable(defaultValue = "2000000000") long maxAnimationPixels,
    @Min(1) @Bindable(defaultValue = "2") int threads,
    @Min(1) @Bindable(defaultValue = "64") int waiting) {}
