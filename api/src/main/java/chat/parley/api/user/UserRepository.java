package chat.parley.api.user;

import chat.parley.api.system.Enums;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Reads people.
@Singleton
class UserRepository {
  private final JdbcOperations jdbc;

  UserRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String ME =
      "select "
          + UserRows.COLUMNS
          + ", u.chosen_status, u.email, u.email_verified, u.role from accounts u where u.id = ?";

  Optional<Me> me(UserId id) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ME)) {
            statement.setObject(1, id.value());
            return first(statement);
          }
        });
  }

  private static Optional<Me> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              Me.of(
                  UserRows.read(rows),
                  Enums.of(ChosenStatus.class, rows.getString("chosen_status")),
                  rows.getString("email"),
                  rows.getBoolean("email_verified"),
                  rows.getString("role")))
          : Optional.empty();
    }
  }
}
