package chat.parley.api.message;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has PostgreSQL look at `messages` as a whole, which it does by itself only for the parts. Every
/// instance asks for it each hour; the function lets one at a time work, and only when there is
/// something to be seen.
@Singleton
class MessageStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(MessageStatistics.class);

  private final JdbcOperations jdbc;

  MessageStatistics(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Scheduled(initialDelay = "1m", fixedDelay = "1h")
  void gather() {
    try {
      jdbc.execute(
          connection -> {
            try (PreparedStatement statement =
                connection.prepareStatement("select analyze_messages()")) {
              return statement.execute();
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("no statistics of messages were gathered, next try in 1 h: {}", e.toString());
    }
  }
}
