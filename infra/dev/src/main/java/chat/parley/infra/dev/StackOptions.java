package chat.parley.infra.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a [Stack] consists of.
///
/// @param logFolder of the programs' logs, which outlive the stack
/// @param routes by which the parts reach each other
/// @param environment of every program, stronger than what the stack itself gives them
public record StackOptions(
    Storage storage,
    Fleet apis,
    Fleet pushes,
    Secrets secrets,
    Path logFolder,
    Routes routes,
    Map<String, String> environment) {
  private static final Map<String, String> TEST_SETTINGS =
      Map.of(
          // Tests are quicker than people, and count who is where.
          "PARLEY_RATE_LIMITS_ENABLED", "false",
          "PARLEY_LOBBY_ENABLED", "false",
          // Nobody steals their hashes; hundreds of people register at once.
          "PARLEY_PASSWORDS_MEMORY", "64",
          "PARLEY_PASSWORDS_PASSES", "1");

  public StackOptions {
    logFolder = logFolder.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /// One of each on temporary stores and free ports; logs go to `target/stack` of the module
  /// whose tests run.
  public static StackOptions temporary() {
    var checkout = Checkout.here();
    return new StackOptions(
        new Storage.Temporary(),
        new Fleet(checkout.api(), 1, 0),
        new Fleet(checkout.push(), 1, 0),
        Secrets.fresh(),
        Path.of("target", "stack"),
        Routes.DIRECT,
        TEST_SETTINGS);
  }

  public StackOptions api(int nodes) {
    return with(apis.size(nodes), pushes);
  }

  public StackOptions push(int nodes) {
    return with(apis, pushes.size(nodes));
  }

  /// With these classes before api's own.
  public StackOptions apiPatch(Path classes) {
    return with(apis.patched(classes), pushes);
  }

  /// With these classes before push's own.
  public StackOptions pushPatch(Path classes) {
    return with(apis, pushes.patched(classes));
  }

  private StackOptions with(Fleet api, Fleet push) {
    return new StackOptions(storage, api, push, secrets, logFolder, routes, environment);
  }

  public StackOptions routes(Routes between) {
    return new StackOptions(storage, apis, pushes, secrets, logFolder, between, environment);
  }

  public StackOptions logFolder(Path folder) {
    return new StackOptions(storage, apis, pushes, secrets, folder, routes, environment);
  }

  /// With an environment variable more.
  public StackOptions with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new StackOptions(storage, apis, pushes, secrets, logFolder, routes, more);
  }
}
