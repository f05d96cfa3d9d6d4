package chat.parley.api.recording;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;

/// AAC, low complexity and high efficiency.
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
  private final Decoder decoder;
  private int rate = 1;

  /// @param setup the AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1)
  AacSound(byte[] setup, Packets packets) throws IOException {
    this.packets = packets;
    this.decoder = Decoder.create(setup);
  }

  @Override
  public boolean next(Levels levels) throws IOException {
    byte[] packet = packets.next();
    if (packet == null) {
      return false;
    }
    decoder.decodeFrame(
        packet,
        (channels, count, decodedRate) -> {
          rate = decodedRate;
          add(levels, channels, count);
        });
    return true;
  }

  private static void add(Levels levels, List<float[]> channels, int count) {
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
    return rate;
  }
}
