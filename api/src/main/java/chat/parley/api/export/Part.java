package chat.parley.api.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One file of an archive.
public sealed interface Part {
  String name();

  /// Rows of the database, as `{"items": […]}`. Read page by page, each by a statement of its
  /// own: a client that takes an hour holds no transaction for an hour, and may find in a later
  /// page what came after an earlier one.
  ///
  /// @param name ending with `.json`
  /// @param first a key before all
  /// @param sql its parameters are the user's id, the key (a text) after which to go on, and how
  ///     many rows to give; its columns `key`, ascending and unique, and `item`, a JSON text.
  ///     Times are written by `rfc3339`. Never a secret, nor the hash of one.
  record Rows(String name, String first, String sql) implements Part {
    /// Before all ids.
    public static final String BEFORE_ALL_IDS = "00000000-0000-0000-0000-000000000000";
  }

  /// A file as it is.
  ///
  /// @param open called once; empty when it is gone by then
  record Content(String name, Opening open) implements Part {}

  /// Opens a file; who gets it closes it.
  interface Opening {
    Optional<InputStream> open() throws IOException;
  }
}
