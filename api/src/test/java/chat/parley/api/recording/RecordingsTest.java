package chat.parley.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files are made by `make.sh` beside them: 1.2 s of sound, silent for 0.4 s and then
/// louder and louder, or 1 s of film of 64 by 48.
class RecordingsTest {
  private static final Recordings RECORDINGS = recordings(Duration.ofMinutes(10));

  @TempDir private Path folder;

  /// Encoders add up to two frames of their own, which not all containers tell from the rest.
  @ParameterizedTest
  @CsvSource({
    "ramp.m4a, audio/mp4, 1200",
    "fragments.m4a, audio/mp4, 1221",
    "opus.m4a, audio/mp4, 1200",
    "ramp.aac, audio/aac, 1237",
    "ramp.mp3, audio/mpeg, 1224",
    "counted.mp3, audio/mpeg, 1224",
    "low.mp3, audio/mpeg, 1254",
    "ramp.wav, audio/wav, 1200",
    "float.wav, audio/wav, 1200",
    "ramp.aiff, audio/aiff, 1200",
    "ramp.opus, audio/ogg, 1200",
    "vorbis.ogg, audio/ogg, 1200",
    "flac.ogg, audio/ogg, 1200",
    "ramp.flac, audio/flac, 1200",
    "ramp.webm, audio/webm, 1208",
    "live.webm, audio/webm, 1221",
    "vorbis.webm, audio/webm, 1205",
    "ramp.mka, audio/x-matroska, 1221",
  })
  void soundHasItsTypeAndLength(String name, String type, long durationMs) {
    Facts facts = facts(name, "application/octet-stream");

    assertThat(facts.kind()).isEqualTo(Kind.AUDIO);
    assertThat(facts.type()).isEqualTo(type);
    assertThat(facts.durationMs()).isEqualTo(durationMs);
    assertThat(facts.width()).isNull();
    assertThat(facts.height()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4, video/mp4, 64, 48, 1000",
    "turned.mp4, video/mp4, 48, 64, 1000",
    "film.mov, video/quicktime, 64, 48, 1000",
    "film.webm, video/webm, 64, 48, 1008",
    "live-film.webm, video/webm, 64, 48, 1021",
    "film.ogv, video/ogg, 64, 48, 1000",
    "film.avi, video/x-msvideo, 64, 48, 1100",
  })
  void aFilmHasItsSizeAsItIsShown(
      String name, String type, int width, int height, long durationMs) {
    assertThat(facts(name, "audio/mp4"))
        .isEqualTo(new Facts(Kind.VIDEO, type, width, height, durationMs, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ramp.m4a",
        "fragments.m4a",
        "opus.m4a",
        "ramp.aac",
        "ramp.mp3",
        "counted.mp3",
        "ramp.wav",
        "float.wav",
        "ramp.aiff",
        "ramp.opus",
        "ramp.webm",
        "live.webm",
        "ramp.mka",
      })
  void theWaveformRisesAsTheSoundDoes(String name) {
    List<Integer> waveform = Objects.requireNonNull(facts(name, "audio/x").waveform());

    assertThat(waveform).hasSize(64).contains(100);
    assertThat(waveform.subList(0, 20)).as("silent").containsOnly(0);
    for (int i = 24; i < 61; i++) {
      double expected = 100 * (i - 21) / 42.0;
      assertThat(waveform.get(i))
          .as("level %d of %s", i, waveform)
          .isBetween((int) (expected * 0.7 - 4), (int) (expected * 1.2 + 6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vorbis.ogg", "vorbis.webm", "ramp.flac", "flac.ogg", "low.mp3"})
  void whatNothingHereDecodesHasNoWaveform(String name) {
    assertThat(facts(name, "audio/x").waveform()).isNull();
  }

  @Test
  void aTypeThatIsSureIsKept() {
    assertThat(facts("ramp.wav", "audio/vnd.wave").type()).isEqualTo("audio/vnd.wave");
    assertThat(facts("film.avi", "video/avi").type()).isEqualTo("video/avi");
    assertThat(facts("ramp.webm", "video/webm").type()).isEqualTo("audio/webm");
  }

  @Test
  void whatIsLongerThanTheLimitHasNoWaveform() {
    Path file = file("ramp.wav");

    assertThat(
            recordings(Duration.ofMillis(1200)).facts(file, "audio/wav").orElseThrow().waveform())
        .isNotNull();
    Facts longer = recordings(Duration.ofMillis(1199)).facts(file, "audio/wav").orElseThrow();
    assertThat(longer.waveform()).isNull();
    assertThat(longer.durationMs()).isEqualTo(1200);
  }

  /// It says 0.1 s and is 1.2 s long.
  @Test
  void theLimitHoldsForWhatIsDecodedNotForWhatIsSaid() throws IOException {
    byte[] bytes = Files.readAllBytes(file("ramp.webm"));
    ByteBuffer.wrap(bytes).putDouble(indexOf(bytes, 0x44, 0x89, 0x88) + 3, 100);

    Facts facts =
        recordings(Duration.ofMillis(200)).facts(written(bytes), "audio/webm").orElseThrow();

    assertThat(facts.durationMs()).isEqualTo(100);
    assertThat(facts.waveform()).isNull();
  }

  /// As of a browser that dies.
  @ParameterizedTest
  @ValueSource(strings = {"live.webm", "fragments.m4a", "ramp.opus", "ramp.aac", "counted.mp3"})
  void aRecordingThatBreaksOffIsHeardAsFarAsItGoes(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file(name));
    byte[] most = Arrays.copyOf(bytes, bytes.length * 15 / 16);

    Facts facts = RECORDINGS.facts(written(most), "audio/x").orElseThrow();

    assertThat(facts.durationMs()).isBetween(900L, 1230L);
    assertThat(facts.waveform()).isNotNull();
  }

  @Test
  void aLengthThatCannotBeIsNotBelieved() throws IOException {
    byte[] bytes = Files.readAllBytes(file("film.webm"));
    ByteBuffer.wrap(bytes).putDouble(indexOf(bytes, 0x44, 0x89, 0x88) + 3, 3.6e15);

    Facts facts = RECORDINGS.facts(written(bytes), "video/webm").orElseThrow();

    assertThat(facts.durationMs()).as("found by its blocks").isBetween(900L, 1100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RIFF", "OggS", "ID3", "not a recording, but a text of some length"})
  void whatIsNoRecordingIsSaidToBeNone(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(RECORDINGS.facts(written(bytes), "audio/ogg")).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNone() {
    assertThat(RECORDINGS.facts(folder.resolve("gone"), "audio/ogg")).isEmpty();
  }

  private static Facts facts(String name, String type) {
    return RECORDINGS.facts(file(name), type).orElseThrow();
  }

  private static Recordings recordings(Duration waveformLimit) {
    return new Recordings(new RecordingSettings(waveformLimit, Duration.ofSeconds(20)));
  }

  static Path file(String name) {
    return Path.of("src/test/resources/recordings", name);
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private static int indexOf(byte[] bytes, int... wanted) {
    for (int at = 0; at < bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && (bytes[at + same] & 0xff) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    throw new AssertionError("Not in there");
  }
}
