package chat.parley.api.recording;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.nio.ShortBuffer;

/// Opus (RFC 6716), decoded to one channel, which is enough to know how loud it is.
final class OpusSound implements Sound {
  static final int GRANULES_PER_SECOND = 48_000;

  /// The codec's own. It decodes to lower ones with less work, but then loses what is quiet.
  private static final int RATE = GRANULES_PER_SECOND;

  /// Of 120 ms.
  private static final int LONGEST_PACKET = RATE * 120 / 1000;

  private final Packets packets;
  private final OpusDecoder decoder;
  private final short[] samples = new short[LONGEST_PACKET];

  /// @param setup the identification header (RFC 7845, 5.1) after its magic word
  OpusSound(byte[] setup, Packets packets) throws IOException {
    if (setup.length < 11 || setup[10] != 0) {
      throw new BrokenRecordingException("More channels than two, or none");
    }
    this.packets = packets;
    try {
      decoder = new OpusDecoder(RATE, 1);
    } catch (OpusException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public boolean next(Levels levels) throws IOException {
    byte[] packet = packets.next();
    if (packet == null) {
      return false;
    }
    if (packet.length > 0) {
      levels.add(ShortBuffer.wrap(samples, 0, decode(packet)), 1);
    }
    return true;
  }

  private int decode(byte[] packet) {
    try {
      return decoder.decode(packet, 0, packet.length, samples, 0, LONGEST_PACKET, false);
    } catch (OpusException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public int rate() {
    return RATE;
  }
}
