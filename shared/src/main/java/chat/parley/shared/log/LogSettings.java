package chat.parley.shared.log;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Pattern;

/// How the log looks. The logger reads this itself, before there are any other settings: it has
/// to be an environment variable (`PARLEY_LOG_FORMAT`) or a system property. Here it is looked at,
/// so that a word which means nothing is told at the start.
///
/// @param format `text` for people, `json` for programs: one object on each line, with
///     `mdc.request_id` and, in a traced request, `mdc.trace_id` and `mdc.span_id`
@Context
@ConfigurationProperties("parley.log")
public record LogSettings(
    @Pattern(regexp = "text|json") @Bindable(defaultValue = "text") String format) {
  public static final String FORMAT = "parley.log.format";
  public static final String JSON = "json";
}
