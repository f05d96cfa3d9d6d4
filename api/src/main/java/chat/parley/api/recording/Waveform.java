package chat.parley.api.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is heard when a recording is decoded to its end.
///
/// @param durationMs of what was decoded
record Waveform(List<Integer> levels, @Nullable Long durationMs) {
  /// How many pieces may fail at once; and later, one of so many. The decoders have bugs, of
  /// which one hears 20 ms, and what is sent by radio has gaps.
  private static final int FAILURES = 16;

  /// @param limit of what is decoded, whatever length the file declares
  /// @return `null` if there is more, or nothing
  static @Nullable Waveform of(Sound sound, Duration limit) throws IOException {
    Levels levels = new Levels();
    int failures = 0;
    boolean more = true;
    for (int pieces = 0; more; pieces++) {
      try {
        more = sound.next(levels);
      } catch (RuntimeException | AssertionError e) {
        failures++;
        if (failures > FAILURES + pieces / FAILURES) {
          throw new IOException("More than some pieces cannot be decoded", e);
        }
      }
      if (levels.frames() > (double) limit.toMillis() * sound.rate() / 1000) {
        return null;
      }
    }
    return levels.frames() == 0
        ? null
        : new Waveform(levels.waveform(), Durations.of(levels.frames(), sound.rate()));
  }
}
