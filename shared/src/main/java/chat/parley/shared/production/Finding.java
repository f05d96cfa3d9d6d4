package chat.parley.shared.production;

/// One setting that is not fit for production, and what to do about it. Never holds a value that
/// is a secret, nor a part of one.
public sealed interface Finding {
  String setting();

  /// What is wrong, as the end of a sentence that begins with the setting.
  String problem();

  /// What to do, as a sentence of its own.
  String remedy();

  /// For who reads the log.
  default String line() {
    return "%s (%s) %s. %s."
        .formatted(setting(), Settings.variable(setting()), problem(), remedy());
  }

  /// With this nothing starts.
  record Refusal(String setting, String problem, String remedy) implements Finding {}

  /// With this it starts, and says so each time.
  record Warning(String setting, String problem, String remedy) implements Finding {}
}
