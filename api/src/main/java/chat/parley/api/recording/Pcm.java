package chat.parley.api.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Sound that was not compressed, of whatever width, made to 16 bits by the JDK.
final class Pcm implements Sound {
  private static final int FRAMES = 4096;

  private final AudioInputStream stream;
  private final int channels;
  private final int rate;
  private final byte[] buffer;

  /// @param from where in the file it begins
  Pcm(Bytes bytes, AudioFormat format, long from, long frames) {
    channels = format.getChannels();
    rate = (int) format.getSampleRate();
    buffer = new byte[FRAMES * 2 * channels];
    AudioFormat plain = new AudioFormat(format.getSampleRate(), 16, channels, true, false);
    stream =
        AudioSystem.getAudioInputStream(
            plain, new AudioInputStream(bytes.stream(from), format, frames));
  }

  @Override
  public boolean next(Levels levels) throws IOException {
    int read = stream.readNBytes(buffer, 0, buffer.length);
    levels.add(
        ByteBuffer.wrap(buffer, 0, read).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), channels);
    return read == buffer.length;
  }

  @Override
  public int rate() {
    return rate;
  }
}
