package chat.parley.api.system;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// What stands between clients and this api.
///
/// @param trustedProxies addresses and subnets (`10.0.0.0/8`, `fd00::/8`) of those whose
///     `X-Forwarded-For` is believed; none by default
@ConfigurationProperties("parley")
public record ProxySettings(@Bindable(defaultValue = "") List<String> trustedProxies) {
  public ProxySettings {
    // No value at all comes as an empty text.
    trustedProxies = trustedProxies.stream().filter(each -> !each.isBlank()).toList();
  }
}
