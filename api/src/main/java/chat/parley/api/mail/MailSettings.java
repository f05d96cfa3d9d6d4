package chat.parley.api.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How mail goes out. Where it goes is in [SmtpSettings].
///
/// @param from whom mails come from; must be set where there is an SMTP server
/// @param linkBase where the web client is, without a slash at the end; the links in mails begin
///     with it; must be set where there is an SMTP server
/// @param keep for development: mails don't go out but are shown to everybody at `/dev/mail`
/// @param pollInterval the longest pause between two looks at the outbox
/// @param retryAfter the pause before the second try of a mail; it doubles up to five minutes
/// @param giveUpAfter how long a mail is tried
@ConfigurationProperties("parley.mail")
public record MailSettings(
    @Nullable String from,
    @Nullable @Pattern(regexp = "https?://.*[^/]") String linkBase,
    @Bindable(defaultValue = "false") boolean keep,
    @Bindable(defaultValue = "1s") Duration pollInterval,
    @Bindable(defaultValue = "5s") Duration retryAfter,
    @Bindable(defaultValue = "24h") Duration giveUpAfter) {

  /// What follows the `#` is never sent to a server, so no token comes into a log.
  public String link(String action, String token) {
    String base = linkBase == null ? "http://localhost:8080" : linkBase;
    return base + "/#" + action + "=" + token;
  }
}
