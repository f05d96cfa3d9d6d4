package chat.parley.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is in a file: no exception, an end, and no more memory than for a good one.
class HostileRecordingsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /// Decoders allocate what they hand out anew for each frame.
  private static final long MOST_MEMORY = 64 << 20;

  private static final int FLIPS = Integer.getInteger("parley.flips", 500);
  private static final int DECODED = Integer.getInteger("parley.flips.decoded", 20);

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
      read(recordings, part, file + " to " + sixteenths + "/16");
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
