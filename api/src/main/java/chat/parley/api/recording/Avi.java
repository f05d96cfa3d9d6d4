package chat.parley.api.recording;

import chat.parley.api.recording.Contents.Dimensions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// AVI, whose main header stands right at the beginning.
final class Avi {
  private static final int HEADER = 32;

  private Avi() {}

  static @Nullable Contents open(Bytes bytes) throws IOException {
    if (!bytes.says("avih", 24)) {
      return null;
    }
    double microseconds = bytes.u32LittleEndian(HEADER);
    long frames = bytes.u32LittleEndian(HEADER + 16);
    Dimensions shown =
        Dimensions.of(bytes.u32LittleEndian(HEADER + 32), bytes.u32LittleEndian(HEADER + 36));
    Long duration = Durations.of(frames * microseconds, 1_000_000);
    return new Contents(Kind.VIDEO, "video/x-msvideo", shown, duration, null);
  }
}
