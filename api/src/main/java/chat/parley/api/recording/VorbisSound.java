package chat.parley.api.recording;

import java.io.IOException;

/// TODO
final class VorbisSound implements Sound {
  VorbisSound(byte[] setup, Packets packets) throws IOException {
    throw new BrokenRecordingException("No decoder for Vorbis");
  }

  @Override
  public boolean next(Levels levels) {
    return false;
  }

  @Override
  public int rate() {
    return 1;
  }
}
