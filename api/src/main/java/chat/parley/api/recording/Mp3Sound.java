package chat.parley.api.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// MP3 of MPEG-1, that is of 32 kHz and more; of lower rates the decoder knows nothing.
final class Mp3Sound implements Sound {
  private static final int FRAMES = 1152;

  private final PacketStream frames;
  private final fr.delthas.javamp3.Sound decoded;
  private final int channels;
  private final byte[] buffer;

  Mp3Sound(Packets packets) throws IOException {
    frames = new PacketStream(new Mp3Frames(packets));
    decoded = new fr.delthas.javamp3.Sound(frames);
    channels = decoded.isStereo() ? 2 : 1;
    buffer = new byte[FRAMES * 2 * channels];
  }

  @Override
  public boolean next(Levels levels) throws IOException {
    int read = decode();
    levels.add(
        ByteBuffer.wrap(buffer, 0, read).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), channels);
    return read == buffer.length;
  }

  /// Decodes one frame. After one that it failed at, or did not read to its end, the decoder
  /// would look for the next one within it, where [Mp3Frames] has not looked.
  private int decode() throws IOException {
    int read;
    try {
      read = decoded.readNBytes(buffer, 0, buffer.length);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
    if (!frames.isAtBeginning()) {
      throw new BrokenRecordingException("The decoder lost its place");
    }
    return read;
  }

  @Override
  public int rate() {
    return decoded.getSamplingFrequency();
  }

  /// One packet behind the other.
  private static final class PacketStream extends InputStream {
    private final Packets packets;
    private byte @Nullable [] packet = {};
    private int at;

    PacketStream(Packets packets) {
      this.packets = packets;
    }

    @Override
    public int read() throws IOException {
      byte[] current = current();
      return current == null ? -1 : current[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      byte[] current = length == 0 ? null : current();
      if (current == null) {
        return length == 0 ? 0 : -1;
      }
      int read = Math.min(length, current.length - at);
      System.arraycopy(current, at, target, offset, read);
      at += read;
      return read;
    }

    /// The decoder may be one byte ahead.
    boolean isAtBeginning() {
      return packet == null || at <= 1 || at == packet.length;
    }

    private byte @Nullable [] current() throws IOException {
      while (packet != null && at == packet.length) {
        packet = packets.next();
        at = 0;
      }
      return packet;
    }
  }
}
