package chat.parley.api.recording;

import java.io.IOException;

/// The file is not what it says, or more work than it may be.
class BrokenRecordingException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenRecordingException(String message) {
    super(message);
  }
}
