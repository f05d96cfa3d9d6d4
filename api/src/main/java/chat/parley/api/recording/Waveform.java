package chat.parley.api.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is heard when a recording is decoded to its end.
///
/// @param durationMs of what was decoded
record Waveform(List<Integer> levels, @Nullable Long durationMs) {

  /// @param limit of what is decoded, whatever length the file declares
  /// @return `null` if there is more, or nothing
  static @Nullable Waveform of(Sound sound, Duration limit) throws IOException {
    Levels levels = new Levels();
    while (sound.next(levels)) {
      if (levels.frames() > (double) limit.toMillis() * sound.rate() / 1000) {
        return null;
      }
    }
    return levels.frames() == 0
        ? null
        : new Waveform(levels.waveform(), Durations.of(levels.frames(), sound.rate()));
  }
}
