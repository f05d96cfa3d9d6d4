package chat.parley.api.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a recording. What could not be read is `null`.
///
/// @param type the media type, with the kind that it really is: `audio/webm` or `video/webm`
/// @param width of a video as it is shown, that is after its rotation
/// @param height of a video as it is shown
/// @param durationMs how long it plays
/// @param waveform of audio: 64 levels from 0 to 100. Each is the root mean square of 1/64 of the
///     duration, in parts of the loudest; silence is 0 all through. `null` for video, for what is
///     longer than `parley.recordings.waveform-limit`, and for sound that cannot be decoded here
public record Facts(
    Kind kind,
    String type,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable List<Integer> waveform) {
  public Facts {
    waveform = waveform == null ? null : List.copyOf(waveform);
  }
}
