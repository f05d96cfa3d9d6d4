package chat.parley.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is in a file: no exception, an end, and no more memory than for a good one.
class HostileRecordingsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /// Decoders allocate what they hand out anew for each frame.
  private static final long MOST_MEMORY = 64 << 20;

  /// How often each file is changed, and how often of those it is decoded as well, which is
  /// most of the work. `-Dparley.flips.decoded=500` takes minutes.
  private static final int FLIPS = Integer.getInteger("parley.flips", 500);
  private static final int DECODED = Integer.getInteger("parley.flips.decoded", 5);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Recordings recordings =
      new Recordings(new RecordingSettings(Duration.ofMinutes(10), LIMIT));
  private final Recordings withoutWaveform =
      new Recordings(new RecordingSettings(Duration.ZERO, LIMIT));

  @TempDir private Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(RecordingsTest.file("."))) {
      return all
          .filter(file -> !file.toString().endsWith(".sh") && !file.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theyMayBreakOffAnywhere(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int sixteenths = 0; sixteenths < 16; sixteenths++) {
      byte[] part = Arrays.copyOf(whole, whole.length * sixteenths / 16);
      Recordings reader = sixteenths % 4 == 3 ? recordings : withoutWaveform;
      read(reader, part, file + " to " + sixteenths + "/16");
    }
  }

  /// Each time some bytes are changed, half the times among the first thousand, where the headers
  /// are. Those that say what lengths there are get extreme values in particular.
  @ParameterizedTest
  @MethodSource("files")
  void theirBytesMayBeAny(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int seed = 0; seed < FLIPS; seed++) {
      Random random = new Random(seed);
      byte[] changed = whole.clone();
      int within = random.nextBoolean() ? Math.min(1000, changed.length) : changed.length;
      for (int i = 0; i <= random.nextInt(8); i++) {
        int at = random.nextInt(within);
        changed[at] = random.nextInt(4) == 0 ? (byte) -random.nextInt(2) : (byte) random.nextInt();
      }
      read(seed < DECODED ? recordings : withoutWaveform, changed, file + ", seed " + seed);
    }
  }

  /// With all that stands for nothing in between: phones write the index of a film at its end.
  @Test
  void ofALargeFileLittleIsRead() throws IOException {
    byte[] film = Files.readAllBytes(RecordingsTest.file("film.mp4"));
    int index = new String(film, StandardCharsets.ISO_8859_1).indexOf("moov") - 4;
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.write(film, 0, 32);
      large.writeInt(1);
      large.writeBytes("mdat");
      large.writeLong(1L << 30);
      large.seek(32 + (1L << 30));
      large.write(film, index, film.length - index);
    }
    long memory = THREADS.getCurrentThreadAllocatedBytes();

    assertThat(recordings.facts(file, "video/mp4"))
        .contains(new Facts(Kind.VIDEO, "video/mp4", 64, 48, 1000L, null));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory).isLessThan(1 << 20);
  }

  @Test
  void aFileThatIsMuchWorkIsLeftAfterTheTimeLimit() throws IOException {
    ByteBuffer boxes = ByteBuffer.allocate(32 << 20);
    while (boxes.hasRemaining()) {
      boxes.putInt(8).put("free".getBytes(StandardCharsets.US_ASCII));
    }
    Path file = Files.write(folder.resolve("boxes"), boxes.array());
    Recordings hasty =
        new Recordings(new RecordingSettings(Duration.ofMinutes(10), Duration.ofMillis(20)));
    long start = System.nanoTime();

    assertThat(hasty.facts(file, "video/mp4")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  /// Short blocks with 511 pairs of values, for which there is no room: the decoder would not
  /// end.
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anMp3ThatTheDecoderWouldNotEndWithDoesNotGetThere() throws IOException {
    byte[] bytes = Files.readAllBytes(RecordingsTest.file("counted.mp3"));
    for (int at = 0; at < bytes.length - 40; at++) {
      if ((bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) == 0xfb) {
        set(bytes, at * 8 + 32 + 20 + 12, 0x1ff, 9);
        set(bytes, at * 8 + 32 + 20 + 12 + 9 + 8 + 4, 0b11_0000_0000_0000, 14);
      }
    }
    Path file = Files.write(folder.resolve("file"), bytes);

    Facts facts = recordings.facts(file, "audio/mpeg").orElseThrow();

    assertThat(facts.durationMs()).isEqualTo(1224);
    assertThat(facts.waveform()).isNull();
  }

  private static void set(byte[] bytes, int from, int value, int count) {
    for (int i = 0; i < count; i++) {
      int at = from + i;
      int bit = value >> (count - 1 - i) & 1;
      int shift = 7 - at % 8;
      bytes[at / 8] = (byte) ((bytes[at / 8] & ~(1 << shift)) | (bit << shift));
    }
  }

  /// What makes AAC high efficiency comes as a filling, and its decoder is easily led astray.
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theExtensionsOfAacAreNotDecoded() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      frames.writeBytes(silenceWithExtension(random));
    }
    Path file = Files.write(folder.resolve("file"), frames.toByteArray());

    assertThat(recordings.facts(file, "audio/aac"))
        .contains(
            new Facts(
                Kind.AUDIO,
                "audio/aac",
                null,
                null,
                200L * 1024 * 1000 / 24_000,
                Collections.nCopies(64, 0)));
  }

  /// One channel without a single band of sound, 14 bytes of spectral band replication with a
  /// header, and the end; before them the header of ADTS.
  private static byte[] silenceWithExtension(Random random) {
    StringBuilder bits = new StringBuilder("000" + "0000" + "0".repeat(8 + 11 + 3));
    bits.append("110").append("1110").append("1101").append("1");
    for (int i = 0; i < 14 * 8 - 5; i++) {
      bits.append(random.nextInt(2));
    }
    bits.append("111");
    byte[] frame = new byte[7 + (bits.length() + 7) / 8];
    int[] header = {0xff, 0xf1, 0x58, 0x40, frame.length >> 3, frame.length << 5 | 0x1f, 0xfc};
    for (int i = 0; i < header.length; i++) {
      frame[i] = (byte) header[i];
    }
    for (int i = 0; i < bits.length(); i++) {
      set(frame, 7 * 8 + i, bits.charAt(i) - '0', 1);
    }
    return frame;
  }

  private void read(Recordings recordings, byte[] bytes, String what) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    long memory = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();

    Optional<Facts> facts = recordings.facts(file, "audio/x");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as(what)
        .isLessThan(LIMIT.plusSeconds(5));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory).as(what).isLessThan(MOST_MEMORY);
    assertThat(facts.map(Facts::waveform).stream())
        .as(what)
        .allMatch(waveform -> waveform.size() == 64);
  }
}
