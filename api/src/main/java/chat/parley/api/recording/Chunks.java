package chat.parley.api.recording;

import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/// WAV and AIFF: chunks, of which one says what the samples are like and one has them. The JDK
/// reads both, but hands what it doesn't know to any other reader on the class path.
final class Chunks {
  private static final int HEADER = 8;
  private static final int MOST_CHANNELS = 32;

  /// How many chunks there may be before the samples.
  private static final int MOST_CHUNKS = 1000;

  private final Bytes bytes;
  private final boolean wav;
  private @Nullable AudioFormat format;
  private long rate;
  private long frames;
  private long samples;
  private long size;

  private Chunks(Bytes bytes) throws IOException {
    this.bytes = bytes;
    this.wav = bytes.says("RIFF", 0);
    long at = 12;
    for (int i = 0; i < MOST_CHUNKS && at <= bytes.length() - HEADER; i++) {
      long length = wav ? bytes.u32LittleEndian(at + 4) : bytes.u32(at + 4);
      read(at, Math.min(length, bytes.length() - at - HEADER));
      // To an even number.
      at += HEADER + length + (length & 1);
    }
  }

  static Contents open(Bytes bytes) throws IOException {
    return new Chunks(bytes).contents();
  }

  private Contents contents() {
    String type = wav ? "audio/wav" : "audio/aiff";
    AudioFormat found = format;
    if (found == null || samples == 0) {
      return Contents.audio(type, Durations.of(frames, rate), null);
    }
    long there = size / found.getFrameSize();
    return Contents.audio(
        type,
        Durations.of((double) there, found.getSampleRate()),
        () -> new Pcm(bytes, found, samples, there));
  }

  private void read(long at, long length) throws IOException {
    long body = at + HEADER;
    if (bytes.says("fmt ", at)) {
      format = ofWav(body, length);
    } else if (bytes.says("fact", at)) {
      // How many there are, for those that are compressed.
      frames = bytes.u32LittleEndian(body);
    } else if (bytes.says("COMM", at)) {
      format = ofAiff(body, length);
    } else if (bytes.says(wav ? "data" : "SSND", at) && samples == 0) {
      // AIFF has two numbers before them, of which the first is nearly always 0.
      samples = wav ? body : body + 8;
      size = wav ? length : Math.max(0, length - 8);
    }
  }

  private @Nullable AudioFormat ofWav(long at, long length) throws IOException {
    int tag = littleEndian(at);
    if (tag == 0xfffe && length >= 26) {
      tag = littleEndian(at + 24);
    }
    rate = bytes.u32LittleEndian(at + 4);
    int bits = littleEndian(at + 14);
    AudioFormat.Encoding encoding =
        switch (tag) {
          case 1 -> bits <= 8 ? AudioFormat.Encoding.PCM_UNSIGNED : AudioFormat.Encoding.PCM_SIGNED;
          case 3 -> AudioFormat.Encoding.PCM_FLOAT;
          case 6 -> AudioFormat.Encoding.ALAW;
          case 7 -> AudioFormat.Encoding.ULAW;
          default -> null;
        };
    return format(encoding, (double) rate, bits, littleEndian(at + 2), false);
  }

  private @Nullable AudioFormat ofAiff(long at, long length) throws IOException {
    boolean plain = length < 22 || bytes.says("NONE", at + 18);
    boolean swapped = !plain && bytes.says("sowt", at + 18);
    // The rate has 80 bits: sign and exponent, then a whole number and its fraction.
    int exponent = (bytes.u16(at + 8) & 0x7fff) - 16383;
    double exact = bytes.u32(at + 10) * Math.pow(2, exponent - 31);
    return format(
        plain || swapped ? AudioFormat.Encoding.PCM_SIGNED : null,
        exact,
        bytes.u16(at + 6),
        bytes.u16(at),
        !swapped);
  }

  private int littleEndian(long at) throws IOException {
    return bytes.u8(at) | bytes.u8(at + 1) << 8;
  }

  private static @Nullable AudioFormat format(
      AudioFormat.@Nullable Encoding encoding,
      double rate,
      int bits,
      int channels,
      boolean bigEndian) {
    if (encoding == null || channels < 1 || channels > MOST_CHANNELS || rate < 1 || bits < 1) {
      return null;
    }
    if (bits > 64 || rate > 1_000_000) {
      return null;
    }
    int frameSize = (bits + 7) / 8 * channels;
    return new AudioFormat(
        encoding, (float) rate, bits, channels, frameSize, (float) rate, bigEndian);
  }
}
