package chat.parley.api.system;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// What stands between clients and this api.
///
/// @param trustedProxies addresses and subnets (`10.0.0.0/8`, `fd00::/8`) whose `X-Forwarded-For`
// is
///     believed; none by default
@ConfigurationProperties("parley")
record ProxySettings(@Bindable(defaultValue = "") List<String> trustedProxies) {
  ProxySettings {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
