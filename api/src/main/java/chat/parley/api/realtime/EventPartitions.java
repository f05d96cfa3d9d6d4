package chat.parley.api.realtime;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the event log's weekly partitions made two months ahead, so that an insert always finds
/// one. Every instance tries at its start and twice a day; the function lets one at a time work.
@Singleton
class EventPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(EventPartitions.class);
  private static final int WEEKS_AHEAD = 8;

  private final JdbcOperations jdbc;

  EventPartitions(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Scheduled(initialDelay = "0s", fixedDelay = "12h")
  void makeAhead() {
    try {
      jdbc.execute(
          connection -> {
            try (PreparedStatement statement =
                connection.prepareStatement("select ensure_event_partitions(?)")) {
              statement.setInt(1, WEEKS_AHEAD);
              return statement.execute();
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("partitions were not made, next try in 12 h: {}", e.toString());
    }
  }
}
