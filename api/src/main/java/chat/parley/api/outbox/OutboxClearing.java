package chat.parley.api.outbox;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the rows of published events, many with one statement. A row that is not deleted, for
/// the process died or the database was away, is published once more; readers drop the repetition
/// by its seq.
@Singleton
class OutboxClearing {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxClearing.class);
  private static final int AT_ONCE = 1_000;
  private static final String DELETE = "delete from outbox where id = any (?)";

  private final JdbcOperations jdbc;
  private final ConcurrentLinkedQueue<Long> done = new ConcurrentLinkedQueue<>();

  OutboxClearing(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Never blocks: it is called by the thread that reads from Redis.
  void published(OutboxId id) {
    done.add(id.value());
  }

  @Scheduled(fixedDelay = "${parley.outbox.clearing-interval:200ms}")
  void clear() {
    for (List<Long> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        delete(batch);
      } catch (RuntimeException e) {
        // Not put back: the relay will publish them again and clear them then.
        LOG.warn("{} published events stay in the outbox: {}", batch.size(), e.toString());
        return;
      }
    }
  }

  @PreDestroy
  void clearLast() {
    clear();
  }

  private List<Long> next() {
    List<Long> batch = new ArrayList<>();
    for (Long id = done.poll(); id != null; id = done.poll()) {
      batch.add(id);
      if (batch.size() == AT_ONCE) {
        break;
      }
    }
    return batch;
  }

  private void delete(List<Long> ids) {
    jdbc.execute(
        connection -> {
          Array array = connection.createArrayOf("bigint", ids.toArray());
          try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, array);
            return statement.executeUpdate();
          } finally {
            array.free();
          }
        });
  }
}
