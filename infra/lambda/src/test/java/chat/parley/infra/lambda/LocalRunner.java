package chat.parley.infra.lambda;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// Has Micronaut's local runner call our handler instead of the framework's.
@Factory
class LocalRunner {
  private static final String SERVED = "HttpServer";

  @Singleton
  @Named(SERVED)
  @Replaces(value = ApplicationContextProvider.class, named = SERVED)
  ApplicationContextProvider function(ApplicationContext api) {
    return new ApiFunction(api);
  }
}
