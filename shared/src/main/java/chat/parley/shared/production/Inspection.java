package chat.parley.shared.production;

import io.micronaut.context.env.Environment;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all conditions, in production mode.
///
/// @param conditions of the program that is to start
public record Inspection(List<Condition> conditions) {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final Set<String> IN_EARNEST = Set.of("production", "prod");
  private static final Set<String> AT_PLAY = Set.of("dev", "test");

  public Inspection {
    conditions = List.copyOf(conditions);
  }

  /// @throws UnfitException with everything that speaks against a start
  public void of(Environment environment) {
    of(Settings.of(environment));
  }

  void of(Settings settings) {
    if (!isProduction(settings)) {
      if (settings.environments().stream().noneMatch(AT_PLAY::contains)) {
        LOG.warn(
            "parley.production is not on: nothing looks at whether these settings are fit for it");
      }
      return;
    }
    List<Finding> findings =
        conditions.stream().flatMap(condition -> condition.findings(settings)).toList();
    findings.stream()
        .filter(Finding.Warning.class::isInstance)
        .forEach(warning -> LOG.warn("{}", warning.line()));
    List<Finding> refusals = findings.stream().filter(Finding.Refusal.class::isInstance).toList();
    if (!refusals.isEmpty()) {
      throw new UnfitException(refusals);
    }
  }

  static boolean isProduction(Settings settings) {
    return ProductionSettings.of(settings).production()
        || settings.environments().stream().anyMatch(IN_EARNEST::contains);
  }
}
