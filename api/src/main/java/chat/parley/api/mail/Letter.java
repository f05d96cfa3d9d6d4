package chat.parley.api.mail;

import java.util.List;

/// One mail, ready to go.
///
/// @param links the links that stand in the text, for those who look for them
public record Letter(String to, String subject, String text, List<String> links) {
  public Letter {
    links = List.copyOf(links);
  }

  /// Without what may hold a token.
  @Override
  public String toString() {
    return "Letter[subject=" + subject + "]";
  }
}
