package chat.parley.api.user;

import chat.parley.api.system.Enums;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
          + ", u.chosen_status, u.email, u.email_verified, u.role from accounts u"
          + " where u.id = ? and u.deleted_at is null";

  Optional<Me> me(UserId id) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ME)) {
            statement.setObject(1, id.value());
            return first(statement);
          }
        });
  }

  private static final String VIEWS =
      "select w.viewer_id, "
          + UserRows.seenBy("w.viewer_id")
          + """
              from (values (?::uuid, ?::uuid), (?, ?)) w (viewer_id, id)
              join accounts u on u.id = w.id
            """;

  Map<UserId, User> views(UserId one, UserId other) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(VIEWS)) {
            statement.setObject(1, one.value());
            statement.setObject(2, other.value());
            statement.setObject(3, other.value());
            statement.setObject(4, one.value());
            Map<UserId, User> views = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                views.put(new UserId(rows.getObject("viewer_id", UUID.class)), UserRows.read(rows));
              }
            }
            return views;
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
