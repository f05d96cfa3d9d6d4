package chat.parley.api;

import chat.parley.api.production.ApiConditions;
import chat.parley.api.schema.Schema;
import chat.parley.shared.production.InspectedStart;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.List;

/// The api process: stateless, all writes and all history. With the argument `migrate` it brings
/// the database to the schema that it needs, and ends.
public final class Api {
  private Api() {}

  public static void main(String[] arguments) {
    if (List.of(arguments).equals(List.of("migrate"))) {
      migrate();
    } else {
      serve(arguments);
    }
  }

  /// Needs the settings of the database and no others.
  private static void migrate() {
    try (ApplicationContext context = ApplicationContext.builder().build();
        Environment settings = context.getEnvironment().start()) {
      Schema.migrate(
          settings.getRequiredProperty("parley.database.url", String.class),
          settings.getRequiredProperty("parley.database.username", String.class),
          settings.getRequiredProperty("parley.database.password", String.class));
    }
  }

  private static void serve(String[] arguments) {
    program(arguments).start();
  }

  /// What an api is, for whoever starts it: as a process that listens, or as a function.
  public static Micronaut program(String... arguments) {
    // Images are drawn in memory; no screen is looked for, not even where there is one.
    System.setProperty("java.awt.headless", "true");
    return InspectedStart.of(ApiConditions.all(), arguments).mainClass(Api.class).banner(false);
  }
}
