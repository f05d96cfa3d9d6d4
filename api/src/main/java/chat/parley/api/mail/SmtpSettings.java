package chat.parley.api.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The mail server that takes our mail.
///
/// @param host without one no mail goes out
/// @param port 587 for `starttls`, 465 for `implicit`
/// @param username `null` where it asks for none
/// @param password of that user
/// @param tls how the connection is protected; `none` only for a server on the same machine
/// @param timeout for connecting, and for each answer
@ConfigurationProperties("parley.mail.smtp")
@Requires(property = "parley.mail.smtp.host")
public record SmtpSettings(
    @NotBlank String host,
    @Min(1) @Max(65535) @Bindable(defaultValue = "587") int port,
    @Nullable String username,
    @Nullable String password,
    @Bindable(defaultValue = "starttls") Tls tls,
    @Bindable(defaultValue = "10s") Duration timeout) {

  /// See RFC 8314.
  public enum Tls {
    NONE,
    /// Begins in the clear and goes no further without TLS.
    STARTTLS,
    /// From the first byte.
    IMPLICIT
  }

  /// As Jakarta Mail wants them.
  Properties properties() {
    Properties all = new Properties();
    all.setProperty("mail.transport.protocol", "smtp");
    all.setProperty("mail.smtp.host", host);
    all.setProperty("mail.smtp.port", Integer.toString(port));
    all.setProperty("mail.smtp.auth", Boolean.toString(username != null));
    all.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
    all.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
    all.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.IMPLICIT));
    all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    String millis = Long.toString(timeout.toMillis());
    all.setProperty("mail.smtp.connectiontimeout", millis);
    all.setProperty("mail.smtp.timeout", millis);
    all.setProperty("mail.smtp.writetimeout", millis);
    return all;
  }

  /// Without the password.
  @Override
  public String toString() {
    return "SmtpSettings[host=%s, port=%d, tls=%s]".formatted(host, port, tls);
  }
}
