package chat.parley.shared.production;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// Whether this is in earnest.
///
/// @param production refuses to start with settings that are not fit for it, and says all of
///     them; also on where one of Micronaut's environments is called `production` or `prod`
/// @param privateHosts names of hosts, or their ends (`.corp.example.org`), that are reached by a
///     network nobody else is in. What goes there in the clear is then a warning and no reason to
///     refuse, as it is for private addresses, names without a dot, and ends such as `.internal`
@ConfigurationProperties("parley")
public record ProductionSettings(
    @Bindable(defaultValue = "false") boolean production,
    @Bindable(defaultValue = "") List<String> privateHosts) {
  static final String PRODUCTION = "parley.production";
  private static final String PRIVATE_HOSTS = "parley.private-hosts";

  public ProductionSettings {
    // No value at all comes as an empty text.
    privateHosts = privateHosts.stream().filter(each -> !each.isBlank()).toList();
  }

  /// Read by themselves, as this has to be known before there is any bean.
  static ProductionSettings of(Settings settings) {
    return new ProductionSettings(settings.isOn(PRODUCTION), settings.list(PRIVATE_HOSTS));
  }
}
