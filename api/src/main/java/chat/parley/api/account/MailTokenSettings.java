package chat.parley.api.account;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How long the links in mails are good, from when a mail goes.
///
/// @param reset for a new password
/// @param verification of an address
@ConfigurationProperties("parley.mail-tokens")
public record MailTokenSettings(
    @Bindable(defaultValue = "1h") Duration reset,
    @Bindable(defaultValue = "24h") Duration verification) {}
