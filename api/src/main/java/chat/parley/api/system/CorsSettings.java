package chat.parley.api.system;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/// Which pages of other origins may read this api's answers.
///
/// @param allowedOrigins as browsers send them (`https://chat.example.org`), or `*` for all; none
///     by default. The web client's own origin needs no leave.
/// @param maxAge how long a browser may remember the leave
@ConfigurationProperties("parley.cors")
public record CorsSettings(
    @Bindable(defaultValue = "") List<String> allowedOrigins,
    @Bindable(defaultValue = "1h") Duration maxAge) {
  public CorsSettings {
    // No value at all comes as an empty text.
    allowedOrigins = allowedOrigins.stream().filter(each -> !each.isBlank()).toList();
  }
}
