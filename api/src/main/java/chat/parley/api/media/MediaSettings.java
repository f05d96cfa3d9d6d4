package chat.parley.api.media;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;

/// What may be uploaded, and what is made of it.
///
/// @param maxSize the most bytes of a file, for instance `25MB`
/// @param allowedTypes media types as they are sniffed; `audio/*` for all of a kind
/// @param linkValidity how long the signed address of a file is good
/// @param unsentAge how old a file is at least that nobody has sent when it is deleted
/// @param removalInterval how often an api looks for bytes that nobody has any more
/// @param thumbnailPatience how long an upload waits for its thumbnail before it is answered
///     without
@ConfigurationProperties("parley.media")
public record MediaSettings(
    @Min(1) @ReadableBytes @Bindable(defaultValue = "25MB") long maxSize,
    @NotEmpty
        @Bindable(
            defaultValue =
                "image/jpeg,image/png,image/gif,image/webp,audio/*,video/*,application/pdf,"
                    + "text/plain,text/csv,text/markdown,application/zip,application/rtf,"
                    + "application/msword,application/vnd.ms-excel,application/vnd.ms-powerpoint,"
                    + "application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                    + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
                    + "application/vnd.openxmlformats-officedocument.presentationml.presentation,"
                    + "application/vnd.oasis.opendocument.text,"
                    + "application/vnd.oasis.opendocument.spreadsheet,"
                    + "application/vnd.oasis.opendocument.presentation")
        List<String> allowedTypes,
    @Bindable(defaultValue = "1h") Duration linkValidity,
    @Bindable(defaultValue = "1d") Duration unsentAge,
    @Bindable(defaultValue = "1s") Duration removalInterval,
    @Bindable(defaultValue = "2s") Duration thumbnailPatience) {

  public MediaSettings {
    allowedTypes = List.copyOf(allowedTypes);
  }
}
