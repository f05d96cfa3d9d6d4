package chat.parley.api.recording;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.aac.DecoderConfig;
import net.sourceforge.jaad.aac.Profile;
import net.sourceforge.jaad.aac.syntax.BitStream;
import net.sourceforge.jaad.aac.syntax.SyntacticElements;

/// AAC of low complexity. Of high efficiency only that part which is low complexity too: the
/// lower half of what is heard, and nearly all of how loud it is. The decoder of the rest
/// (spectral band replication) can be made to go round for ever, so nothing of it reaches it.
final class AacSound implements Sound {
  /// What the decoder calls full scale.
  private static final double FULL_SCALE = 32_768;

  /// It logs each frame that it can't decode with a stack trace, and whoever sends one knows.
  private static final Logger LOG_OF_DECODER = Logger.getLogger("jaad");

  static {
    // Some of the loggers below it set their own level.
    LOG_OF_DECODER.setLevel(Level.OFF);
    LOG_OF_DECODER.setUseParentHandlers(false);
  }

  private final Packets packets;
  private final DecoderConfig config;
  private final SyntacticElements elements;

  /// @param setup the AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1)
  AacSound(byte[] setup, Packets packets) throws IOException {
    this.packets = packets;
    this.config = Decoder.create(setup).getConfig();
    this.elements = new SyntacticElements(config);
  }

  @Override
  public boolean next(Levels levels) throws IOException {
    byte[] packet = packets.next();
    if (packet == null) {
      return false;
    }
    elements.startNewFrame();
    elements.decode(new WithoutExtensions(BitStream.open(packet)));
    // A packet may say that another profile holds from now on.
    if (config.getProfile() != Profile.AAC_LC) {
      throw new BrokenRecordingException("No decoder for " + config.getProfile());
    }
    add(levels, elements.process(), config.getSampleLength());
    return true;
  }

  private static void add(Levels levels, List<float[]> channels, int count) {
    if (channels.isEmpty()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (float[] channel : channels) {
        double sample = channel[i] / FULL_SCALE;
        sum += sample * sample;
      }
      levels.add(sum / channels.size());
    }
  }

  @Override
  public int rate() {
    return config.getOutputFrequency().getFrequency();
  }

  /// The extensions are what a frame is filled up with, and the only thing that is read as a part
  /// of it: instead of it there come zeros, which say that it was filled up with nothing.
  private record WithoutExtensions(BitStream bits) implements BitStream {
    @Override
    public BitStream readSubStream(int count) {
      bits.skipBits(count);
      return BitStream.open(new byte[Integer.BYTES]);
    }

    @Override
    public int getPosition() {
      return bits.getPosition();
    }

    @Override
    public int getBitsLeft() {
      return bits.getBitsLeft();
    }

    @Override
    public int readBits(int count) {
      return bits.readBits(count);
    }

    @Override
    public int readBit() {
      return bits.readBit();
    }

    @Override
    public boolean readBool() {
      return bits.readBool();
    }

    @Override
    public int peekBits(int count) {
      return bits.peekBits(count);
    }

    @Override
    public void skipBits(int count) {
      bits.skipBits(count);
    }

    @Override
    public void skipBit() {
      bits.skipBit();
    }

    @Override
    public void byteAlign() {
      bits.byteAlign();
    }
  }
}
