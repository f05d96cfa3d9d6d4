package chat.parley.api.recording;

import java.io.IOException;

/// Sound as it is decoded, piece by piece.
interface Sound {
  /// Decodes a little and adds it to the levels; nothing is kept.
  ///
  /// @return false after the end
  boolean next(Levels levels) throws IOException;

  /// In frames a second: of how many samples of each channel a second consists. Known after the
  /// first piece.
  int rate();
}
