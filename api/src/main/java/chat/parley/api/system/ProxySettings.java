package chat.parley.api.system;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// What stands between clients and this api.
///
/// @param trustedProxies addresses and subnets (`10.0.0.0/8`, `fd00::/8`) of those whose
///     `X-Forwarded-For` is believed; none by default, and in production mode, where it has to be
///     said, `none`
@ConfigurationProperties("parley")
public record ProxySettings(@Bindable(defaultValue = "") List<String> trustedProxies) {
  private static final List<String> NONE = List.of("none");

  public ProxySettings {
    // No value at all comes as an empty text.
    List<String> named = trustedProxies.stream().filter(each -> !each.isBlank()).toList();
    trustedProxies = named.equals(NONE) ? List.of() : named;
  }
}
