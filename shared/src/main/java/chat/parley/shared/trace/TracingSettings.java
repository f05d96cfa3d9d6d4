package chat.parley.shared.trace;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is traced, and who is told.
///
/// @param endpoint where a collector takes OTLP over HTTP, as
///     `http://collector:4318/v1/traces`; `null`, or not set: nothing is traced
/// @param ratio what part of the requests is traced, from 0 to 1
/// @param parents whether a request's own `traceparent` counts, and whether that says it is
///     sampled. Only behind a gateway that sets it: otherwise anybody could have all that they do
///     traced
/// @param interval how often what has ended is sent; more often when there is much
@ConfigurationProperties(TracingSettings.PREFIX)
public record TracingSettings(
    @Nullable URI endpoint,
    @DecimalMin("0") @DecimalMax("1") @Bindable(defaultValue = "0.01") double ratio,
    @Bindable(defaultValue = "false") boolean parents,
    @Bindable(defaultValue = "2s") Duration interval) {
  static final String PREFIX = "parley.tracing";

  /// Set where anything is traced at all: what only then has a purpose asks for it.
  public static final String ENDPOINT = PREFIX + ".endpoint";
}
