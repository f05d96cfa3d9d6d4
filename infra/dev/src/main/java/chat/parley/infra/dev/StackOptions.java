package chat.parley.infra.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a [Stack] consists of.
///
/// @param logFolder of the programs' logs, which outlive the stack
/// @param environment of every program, stronger than what the stack itself gives them
public record StackOptions(
    Storage storage,
    Fleet apis,
    Fleet pushes,
    Secrets secrets,
    Path logFolder,
    Map<String, String> environment) {
  public StackOptions {
    logFolder = logFolder.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /// One of each on temporary stores and free ports; logs go to `target/stack` of the module whose
  /// tests run.
  public static StackOptions temporary() {
    var checkout = Checkout.here();
    return new StackOptions(
        new Storage.Temporary(),
        new Fleet(checkout.api(), 1, 0),
        new Fleet(checkout.push(), 1, 0),
        Secrets.fresh(),
        Path.of("target", "stack"),
        Map.of());
  }

  public StackOptions api(int nodes) {
    return new StackOptions(storage, apis.size(nodes), pushes, secrets, logFolder, environment);
  }

  public StackOptions push(int nodes) {
    return new StackOptions(storage, apis, pushes.size(nodes), secrets, logFolder, environment);
  }

  /// With an environment variable more.
  public StackOptions with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new StackOptions(storage, apis, pushes, secrets, logFolder, more);
  }
}
