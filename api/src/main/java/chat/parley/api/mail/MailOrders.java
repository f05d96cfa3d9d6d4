package chat.parley.api.mail;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;

/// Promises mail.
@Singleton
public class MailOrders {
  private final JdbcOperations jdbc;

  MailOrders(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String ADD =
      "insert into mail_outbox (kind, email) values (?, ?) on conflict do nothing";

  /// Promised with the commit of the current transaction, if there is one, else at once. The same
  /// work for every address, known or not: whether there is anything to say is found out when the
  /// mail is written.
  ///
  /// @param kind of a [Letters]
  public void add(String kind, String email) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, kind);
            statement.setString(2, email);
            return statement.executeUpdate();
          }
        });
  }
}
