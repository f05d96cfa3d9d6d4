package chat.parley.api.recording;

import java.io.IOException;

/// Sound as it is decoded, piece by piece.
interface Sound {
  /// Decodes a little and adds it to the levels; nothing is kept.
  ///
  /// @return false after the end
  /// @throws IOException if there is no going on
  /// @throws RuntimeException if this piece cannot be decoded; the one after it may be
  boolean next(Levels levels) throws IOException;

  /// In frames a second: of how many samples of each channel a second consists. Known after the
  /// first piece.
  int rate();
}
