package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The compressed sound of a recording, one after the other as they are in the file.
interface Packets {
  /// @return `null` after the last one
  byte @Nullable [] next() throws IOException;
}
