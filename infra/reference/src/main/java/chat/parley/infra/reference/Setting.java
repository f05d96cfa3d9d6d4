package chat.parley.infra.reference;

import java.util.Locale;

/// One thing that can be set.
///
/// @param group what it belongs to, in words
/// @param kind what its values look like
/// @param byDefault as a text of Markdown
/// @param meaning empty where nobody has written one
public record Setting(String name, String group, String kind, String byDefault, String meaning) {

  /// The environment variable that sets it.
  public String variable() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// What groups and pages are sorted by: `parley.mail.smtp` of `parley.mail.smtp.host`.
  String prefix() {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
