package chat.parley.api.recording;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How much work one recording may make.
///
/// @param waveformLimit longer audio gets no waveform
/// @param timeLimit after which a file is left with what is known of it by then
@ConfigurationProperties("parley.recordings")
public record RecordingSettings(
    @Bindable(defaultValue = "10m") Duration waveformLimit,
    @Bindable(defaultValue = "20s") Duration timeLimit) {

  public RecordingSettings {
    if (waveformLimit.isNegative() || !timeLimit.isPositive()) {
      throw new IllegalArgumentException("parley.recordings: no time at all is not possible");
    }
  }
}
