package chat.parley.api.upload;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.ParameterParser;
import org.jspecify.annotations.Nullable;

/// What stands above a part of a form.
///
/// @param fileName as the client has it
/// @param type the type that the client says it has
record PartHead(@Nullable String name, @Nullable String fileName, @Nullable String type) {
  private static final PartHead NOTHING = new PartHead(null, null, null);

  /// Set apart from the plain one, for it counts wherever it stands (RFC 6266 §4.3), and the
  /// parser has one place for both.
  private static final Pattern EXTENDED = Pattern.compile("(?i)(;\\s*)filename(\\*\\s*=)");

  /// @param lines as they came, the last one too with its end
  static PartHead parse(String lines) {
    PartHead head = NOTHING;
    for (String line : lines.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        head = head.with(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return head;
  }

  private PartHead with(String header, String value) {
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "content-disposition" -> disposed(value);
      case "content-type" -> value.isEmpty() ? this : new PartHead(name, fileName, value);
      default -> this;
    };
  }

  private PartHead disposed(String value) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    Map<String, String> parameters =
        parser.parse(EXTENDED.matcher(value).replaceAll("$1extended$2"), ';');
    String plain = parameters.get("filename");
    String extended = parameters.get("extended");
    return new PartHead(
        parameters.get("name"),
        // A backslash before anything but a quote is more likely one of a path.
        extended != null || plain == null ? extended : plain.replace("\\\"", "\""),
        type);
  }
}
