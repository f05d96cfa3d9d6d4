package chat.parley.api.media;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people call their files, fit to be shown to others and to be saved by them.
final class FileNames {
  private static final int LONGEST = 255;
  private static final int LONGEST_EXTENSION = 20;
  private static final String NAMELESS = "file";

  private FileNames() {}

  /// The last part of a path, of either kind of system, without what turns the order of letters
  /// round, what isn't seen, and what a system may not have in names. Never empty.
  private static String clean(@Nullable String given) {
    if (given == null) {
      return NAMELESS;
    }
    String name = Normalizer.normalize(given, Normalizer.Form.NFC);
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    name.codePoints().filter(FileNames::isHarmless).forEach(kept::appendCodePoint);
    // Windows drops what is at the end; a dot at the beginning hides a file elsewhere.
    String clean = kept.toString().strip().replaceAll("^[.\\s]+|[.\\s]+$", "");
    return clean.isEmpty() ? NAMELESS : shortened(clean);
  }

  /// Two invisible ones that scripts and emoji are spelled with.
  private static final Set<Integer> JOINERS = Set.of(0x200C, 0x200D);

  private static boolean isHarmless(int codePoint) {
    int type = Character.getType(codePoint);
    return JOINERS.contains(codePoint)
        || (type != Character.CONTROL
            && type != Character.FORMAT // among them those of direction
            && type != Character.SURROGATE
            && type != Character.PRIVATE_USE
            && type != Character.UNASSIGNED
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR
            && "<>:\"|?*".indexOf(codePoint) < 0);
  }

  /// In the middle, for the end says what it is.
  private static String shortened(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= LONGEST) {
      return name;
    }
    String extension = extension(name);
    int kept = LONGEST - extension.codePointCount(0, extension.length());
    return name.substring(0, name.offsetByCodePoints(0, kept)) + extension;
  }

  /// With its dot; nothing where there is none, or none that is one.
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 || name.length() - dot > LONGEST_EXTENSION ? "" : name.substring(dot);
  }

  /// For pictures, whose type may have become another one on the way.
  private static final Map<String, List<String>> PICTURES =
      Map.of(
          "image/jpeg", List.of(".jpg", ".jpeg", ".jpe", ".jfif"),
          "image/png", List.of(".png", ".apng"),
          "image/gif", List.of(".gif"),
          "image/webp", List.of(".webp"));

  /// @param type what it is
  static String of(@Nullable String given, String type) {
    String name = clean(given);
    List<String> extensions = PICTURES.getOrDefault(type, List.of());
    String extension = extension(name);
    if (extensions.isEmpty() || extensions.contains(extension.toLowerCase(Locale.ROOT))) {
      return name;
    }
    return shortened(name.substring(0, name.length() - extension.length()) + extensions.getFirst());
  }
}
