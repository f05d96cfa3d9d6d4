package chat.parley.api.media;

import chat.parley.api.storage.Storage;
import chat.parley.api.storage.StorageKey;
import chat.parley.api.system.Batches;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what nobody wants any more: files that were uploaded and never sent, and bytes that have
/// no row because whoever put them died before writing it. Each api does it; twice does no harm.
@Singleton
class MediaSweep {
  private static final Logger LOG = LoggerFactory.getLogger(MediaSweep.class);
  private static final int BATCH = 500;

  /// Longer than any upload takes between the bytes and the row.
  private static final Duration ORPHAN_AGE = Duration.ofDays(1);

  private final UnsentMedia unsent;
  private final Storage storage;
  private final JdbcOperations jdbc;
  private final MediaSettings settings;
  private final Clock clock;

  MediaSweep(
      UnsentMedia unsent,
      Storage storage,
      JdbcOperations jdbc,
      MediaSettings settings,
      Clock clock) {
    this.unsent = unsent;
    this.storage = storage;
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      initialDelay = "${parley.media.sweep-interval:10m}",
      fixedDelay = "${parley.media.sweep-interval:10m}")
  void deleteUnsent() {
    Batches.work(
        LOG,
        "files that were never sent stay",
        most -> unsent.deleteOlderThan(settings.unsentAge().toMillis(), most));
  }

  @Scheduled(
      initialDelay = "${parley.media.orphan-interval:6h}",
      fixedDelay = "${parley.media.orphan-interval:6h}")
  void deleteOrphans() {
    Batches.work(
        LOG,
        "bytes that nobody has stay",
        most -> {
          deleteOld();
          return 0;
        });
  }

  private void deleteOld() {
    Map<StorageKey, ContentId> batch = new HashMap<>();
    storage.forEach(
        ContentId.AREA,
        clock.instant().minus(ORPHAN_AGE),
        key -> {
          ContentId.of(key).ifPresent(content -> batch.put(key, content));
          if (batch.size() == BATCH) {
            deleteOrphans(batch);
            batch.clear();
          }
        });
    deleteOrphans(batch);
  }

  private void deleteOrphans(Map<StorageKey, ContentId> contents) {
    Set<ContentId> known = known(contents.values());
    List<StorageKey> orphans =
        contents.entrySet().stream()
            .filter(each -> !known.contains(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    orphans.forEach(storage::delete);
    if (!orphans.isEmpty()) {
      LOG.info("deleted {} files that nobody had", orphans.size());
    }
  }

  private Set<ContentId> known(Collection<ContentId> contents) {
    Object[] ids = contents.stream().map(ContentId::value).toArray();
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("select id from media_contents where id = any (?)")) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            Set<ContentId> found = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(new ContentId(row.getObject("id", UUID.class)));
              }
            }
            return found;
          }
        });
  }
}
