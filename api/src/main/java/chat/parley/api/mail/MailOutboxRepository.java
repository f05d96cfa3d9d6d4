package chat.parley.api.mail;

import chat.parley.api.system.Columns;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Mail that was promised.
///
/// Unlike an event for Redis, a mail may take many seconds to hand over, so a claim is no lock
/// that is held but a date that is put off: no transaction is open meanwhile, and after a crash
/// the mail is somebody else's as soon as the lease is over.
@Singleton
class MailOutboxRepository {
  private final JdbcOperations jdbc;

  MailOutboxRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String CLAIM =
      """
      update mail_outbox
         set attempts = attempts + 1,
             due_at = clock_timestamp() + ? * interval '1 millisecond'
       where id = (select id from mail_outbox
                    where due_at <= clock_timestamp() and kind = any (?)
                    order by due_at
                    limit 1
                      for update skip locked)
      returning id, kind, email, attempts, created_at
      """;

  /// @param kinds those that this version can write
  Optional<Order> claim(Collection<String> kinds, Duration lease) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setLong(1, lease.toMillis());
            statement.setArray(2, connection.createArrayOf("text", kinds.toArray()));
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Order(
                          row.getLong("id"),
                          row.getString("kind"),
                          row.getString("email"),
                          row.getInt("attempts"),
                          Columns.instant(row, "created_at")))
                  : Optional.empty();
            }
          }
        });
  }

  void done(Order order) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("delete from mail_outbox where id = ?")) {
            statement.setLong(1, order.id());
            return statement.executeUpdate();
          }
        });
  }

  private static final String POSTPONE =
      """
      update mail_outbox set due_at = clock_timestamp() + ? * interval '1 millisecond'
       where id = ?
      """;

  void postpone(Order order, Duration pause) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(POSTPONE)) {
            statement.setLong(1, pause.toMillis());
            statement.setLong(2, order.id());
            return statement.executeUpdate();
          }
        });
  }

  /// @param attempts with the present one
  record Order(long id, String kind, String email, int attempts, Instant createdAt) {}
}
