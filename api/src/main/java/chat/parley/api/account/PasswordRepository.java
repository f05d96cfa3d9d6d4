package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;

/// How a password becomes another, or is hashed anew.
@Singleton
class PasswordRepository {
  private final JdbcOperations jdbc;

  PasswordRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String REPLACE =
      """
      update accounts set password_hash = ?
       where id = ? and password_hash = ? and deleted_at is null
      """;

  /// By a hash of another password, or by another hash of the same.
  ///
  /// @return `false` when it is no longer the one that was proven
  boolean replace(ProvenPassword proven, String hash) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            statement.setString(1, hash);
            statement.setObject(2, proven.user().value());
            statement.setString(3, proven.passwordHash());
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static final String SET =
      "update accounts set password_hash = ? where id = ? and deleted_at is null";

  /// Whatever it was.
  void set(UserId user, String hash) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SET)) {
            statement.setString(1, hash);
            statement.setObject(2, user.value());
            return statement.executeUpdate();
          }
        });
  }
}
