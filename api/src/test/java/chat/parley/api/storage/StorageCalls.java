package chat.parley.api.storage;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What tests of a storage do with it.
abstract class StorageCalls {
  static final String AREA = "things";
  static final int LONG = 200_000;

  final StorageKey key = new StorageKey(AREA, UUID.randomUUID() + ".bin");

  /// @return the same at each call within a test
  abstract Storage storage();

  /// What puts have begun and neither ended nor taken back.
  abstract List<String> unfinished() throws IOException;

  /// Makes things that are empty, without the storage and so more quickly.
  abstract void fill(String area, List<String> names) throws IOException;

  /// What this thread, in which all of it is done, has taken of the heap since it began.
  static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  static String hash(InputStream content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[64 * 1024];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  List<StorageKey> listed(String area, Instant before) {
    List<StorageKey> keys = new ArrayList<>();
    storage().forEach(area, before, keys::add);
    return keys;
  }

  void put(String text) throws IOException {
    storage().put(key, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Optional<String> text() throws IOException {
    Optional<Stored> found = storage().get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Stored stored = found.get()) {
      return Optional.of(new String(stored.content().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  String part(long from, long length) throws IOException {
    try (Stored stored = storage().get(key, from, length).orElseThrow()) {
      return new String(stored.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  long size() throws IOException {
    try (Stored stored = storage().get(key).orElseThrow()) {
      return stored.size();
    }
  }

  static InputStream breakingOff(int after) {
    return new Zeros(
        Long.MAX_VALUE,
        after,
        () -> {
          throw new IOException("hung up");
        });
  }
}
