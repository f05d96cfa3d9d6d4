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

  // A mail that waits is written anew as it is: to do nothing would be quicker, and would tell that
  // the address has one that waits, so an account.
  private static final String ADD =
      """
      insert into mail_outbox (kind, email) values (?, ?)
          on conflict (kind, lower(email)) do update set attempts = mail_outbox.attempts
      """;

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
