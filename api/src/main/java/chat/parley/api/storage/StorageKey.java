package chat.parley.api.storage;

import java.util.Optional;
import java.util.regex.Pattern;

/// What something is kept under.
///
/// @param area what kind of thing it is; lower case letters and hyphens
/// @param name unique in its area; lower case letters, digits, `-`, and `.` between them
public record StorageKey(String area, String name) {
  private static final Pattern AREA = Pattern.compile("[a-z][a-z-]{0,39}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final int LONGEST = 100;

  /// Nothing that comes here is a path: not `..`, not `/`.
  public StorageKey {
    if (!isKey(area, name)) {
      throw new IllegalArgumentException("no key: " + area + ", " + name);
    }
  }

  /// Of something that lies where keys do. It may be none: file systems and people leave files of
  /// their own.
  static Optional<StorageKey> find(String area, String name) {
    return isKey(area, name) ? Optional.of(new StorageKey(area, name)) : Optional.empty();
  }

  private static boolean isKey(String area, String name) {
    return AREA.matcher(area).matches() && name.length() <= LONGEST && NAME.matcher(name).matches();
  }
}
