package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// PostgreSQL's programs, and how they are asked for the same order and case rules on every
/// machine, whatever locales it has.
///
/// @param binaries the folder `bin/`
/// @param locale arguments of `initdb`
record PostgresInstallation(Path binaries, List<String> locale) {
  PostgresInstallation {
    locale = List.copyOf(locale);
  }

  static PostgresInstallation fromMaven() throws IOException {
    return new PostgresInstallation(
        PostgresBinaries.folder(),
        List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
  }

  /// Of the system's packages; before version 17 there are no rules of PostgreSQL's own.
  static PostgresInstallation of(Path binaries) {
    return new PostgresInstallation(binaries, List.of("--locale=C.UTF-8"));
  }
}
