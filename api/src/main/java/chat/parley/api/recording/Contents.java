package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a container says.
///
/// @param type by the container and what is in it
/// @param durationMs `null` where the container doesn't say, which the sound may
/// @param sound `null` if there is none that can be decoded
record Contents(
    Kind kind,
    String type,
    @Nullable Dimensions dimensions,
    @Nullable Long durationMs,
    @Nullable Opening sound) {

  /// Of a picture as it is shown.
  record Dimensions(int width, int height) {
    static final int LARGEST = 65_535;

    static @Nullable Dimensions of(long width, long height) {
      return width < 1 || height < 1 || width > LARGEST || height > LARGEST
          ? null
          : new Dimensions((int) width, (int) height);
    }
  }

  /// Begins to decode.
  @FunctionalInterface
  interface Opening {
    Sound open() throws IOException;
  }

  static Contents audio(String type, @Nullable Long durationMs, @Nullable Opening sound) {
    return new Contents(Kind.AUDIO, type, null, durationMs, sound);
  }
}
