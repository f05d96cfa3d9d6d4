package chat.parley.api.audit;

import chat.parley.api.system.Batches;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes entries that are older than they are to become. Every api does it; what one is at, the
/// others pass over.
@Singleton
@Requires(property = "parley.audit.keep")
class AuditForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(AuditForgetting.class);

  private final JdbcOperations jdbc;
  private final AuditSettings settings;

  AuditForgetting(JdbcOperations jdbc, AuditSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  @Scheduled(
      initialDelay = "${parley.audit.forget-interval:10m}",
      fixedDelay = "${parley.audit.forget-interval:10m}")
  void forget() {
    Duration keep = settings.keep();
    if (keep != null) {
      Batches.work(LOG, "old entries of the audit log stay", limit -> forget(keep, limit));
    }
  }

  private static final String FORGET =
      """
      with old as materialized (
        select id from audit_log
         where at < now() - ? * interval '1 millisecond'
         order by at
         limit ?
           for update skip locked
      )
      delete from audit_log a using old where a.id = old.id
      """;

  private int forget(Duration age, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return statement.executeUpdate();
          }
        });
  }
}
