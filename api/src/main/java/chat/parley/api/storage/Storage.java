package chat.parley.api.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
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
  /// @param content read to its end, not closed. Let it come from the disk: who waits for a slow
  ///     client here may keep others waiting
  /// @throws IOException when the content can't be read
  void put(StorageKey key, InputStream content) throws IOException;

  /// @return open, to be closed; it can be read to its end also when the key is deleted or put
  ///     anew meanwhile. Should the storage be lost then, reading throws [BrokenContentException]
  Optional<Stored> get(StorageKey key);

  /// A part of it.
  ///
  /// @param from the first byte; beyond the end there is none
  /// @param length as many at most
  Optional<Stored> get(StorageKey key, long from, long length);

  /// Nothing happens when it isn't there.
  void delete(StorageKey key);

  /// An address at which anybody may read it for a while, without asking here: for whom may do so
  /// now. It is made without a look at whether there is anything.
  ///
  /// @param validity seven days at most
  /// @param contentType what the answer's header says
  /// @param contentDisposition likewise
  /// @return none where the storage has no such addresses, or is set not to give them away
  Optional<URI> link(
      StorageKey key, Duration validity, String contentType, String contentDisposition);

  /// All of an area that were put before a time; those that come and go meanwhile perhaps.
  void forEach(String area, Instant before, Consumer<StorageKey> each);
}
