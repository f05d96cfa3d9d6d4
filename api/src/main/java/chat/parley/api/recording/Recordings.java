package chat.parley.api.recording;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads recordings: MP4 and QuickTime (also in fragments), WebM and Matroska, Ogg, MP3, AAC,
/// WAV, AIFF, FLAC and AVI, told apart by their first bytes. It blocks, and takes as long as
/// its settings let it, so it is called in a bounded pool.
///
/// No file makes it throw: whatever a codec does with broken input, the answer lacks what was
/// not to be read.
@Singleton
public class Recordings {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

  private final RecordingSettings settings;

  public Recordings(RecordingSettings settings) {
    this.settings = settings;
  }

  /// @param type the media type that the file was found to have; kept if its container can hold
  ///     nothing else
  /// @return empty if this is no recording, or none of which anything can be read
  public Optional<Facts> facts(Path file, String type) {
    try (Bytes bytes = Bytes.open(file, settings.timeLimit())) {
      Contents contents = Containers.open(bytes);
      return contents == null ? Optional.empty() : Optional.of(facts(contents, type));
    } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
      LOG.debug("Not a recording that can be read: {}", file, e);
      return Optional.empty();
    }
  }

  private Facts facts(Contents contents, String type) {
    Long duration = contents.durationMs();
    List<Integer> waveform = null;
    if (contents.kind() == Kind.AUDIO && !isTooLong(duration)) {
      Waveform heard = hear(contents);
      waveform = heard == null ? null : heard.levels();
      duration = duration == null && heard != null ? heard.durationMs() : duration;
    }
    Contents.Dimensions shown = contents.dimensions();
    return new Facts(
        contents.kind(),
        Containers.keeps(contents, type) ? type : contents.type(),
        shown == null ? null : shown.width(),
        shown == null ? null : shown.height(),
        duration,
        waveform);
  }

  private boolean isTooLong(@Nullable Long durationMs) {
    return durationMs != null && durationMs > settings.waveformLimit().toMillis();
  }

  /// @return `null` if there is nothing to hear, or more than the limit, or the codec fails
  private @Nullable Waveform hear(Contents contents) {
    Contents.Opening sound = contents.sound();
    if (sound == null) {
      return null;
    }
    try {
      return Waveform.of(sound.open(), settings.waveformLimit());
    } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
      LOG.debug("Sound that cannot be decoded", e);
      return null;
    }
  }
}
