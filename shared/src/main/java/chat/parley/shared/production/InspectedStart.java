package chat.parley.shared.production;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Micronaut's start with an [Inspection] in it.
///
/// Invariant: what is unfit touches nothing. The inspection is between reading the settings and
/// making the first bean, so before a connection is opened, a table changed, or a port listened
/// on.
public final class InspectedStart extends Micronaut {
  /// `EX_CONFIG` of `sysexits.h`: something was found in an unconfigured or misconfigured state.
  /// To start again without changing a setting is of no use.
  public static final int UNFIT = 78;

  private static final Logger LOG = LoggerFactory.getLogger(InspectedStart.class);

  private final Inspection inspection;

  private InspectedStart(Inspection inspection) {
    this.inspection = inspection;
  }

  public static Micronaut of(List<Condition> conditions, String... arguments) {
    return new InspectedStart(new Inspection(conditions)).args(arguments);
  }

  /// Asked of what it finds when the environment has been started and nothing else.
  @Override
  public Optional<ApplicationContextConfigurer> getContextConfigurer() {
    ApplicationContextConfigurer others =
        super.getContextConfigurer().orElse(ApplicationContextConfigurer.NO_OP);
    return Optional.of(
        new ApplicationContextConfigurer() {
          @Override
          public void configure(ApplicationContext context) {
            inspection.of(context.getEnvironment());
            others.configure(context);
          }
        });
  }

  /// Without a stack trace, which would say nothing to who has to change the settings.
  @Override
  protected void handleStartupException(Environment environment, Throwable exception) {
    if (exception instanceof UnfitException) {
      LOG.error("{}", exception.getMessage());
      System.exit(UNFIT);
    }
    super.handleStartupException(environment, exception);
  }
}
