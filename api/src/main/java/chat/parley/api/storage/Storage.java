package chat.parley.api.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps bytes under keys, for all apis alike. Safe for any thread and for several processes.
///
/// Methods throw [StorageException] when the storage itself fails.
public interface Storage {

  /// When this returns, the content is kept, also beyond a power cut. Until then nobody sees any
  /// of it, and what was under the key before stays there; so too when this throws.
  ///
  /// @param content read to its end, not closed
  /// @throws IOException when the content can't be read
  void put(StorageKey key, InputStream content) throws IOException;

  /// @return open, to be closed; it can be read to its end also when the key is deleted or put
  ///     anew meanwhile
  Optional<Stored> get(StorageKey key);

  /// A part of it.
  ///
  /// @param from the first byte; beyond the end there is none
  /// @param length as many at most
  Optional<Stored> get(StorageKey key, long from, long length);

  /// Nothing happens when it isn't there.
  void delete(StorageKey key);

  /// All of an area that were put before a time; those that come and go meanwhile perhaps.
  void forEach(String area, Instant before, Consumer<StorageKey> each);
}
