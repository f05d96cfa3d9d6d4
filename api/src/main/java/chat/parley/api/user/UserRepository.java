package chat.parley.api.user;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads people one by one.
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
    return one(
        ME,
        id,
        row ->
            Me.of(
                UserRows.read(row),
                Enums.of(ChosenStatus.class, row.getString("chosen_status")),
                row.getString("email"),
                row.getBoolean("email_verified"),
                row.getString("role")));
  }

  private static final String USER =
      "select "
          + UserRows.seenBy("viewer.id")
          + """
              from (select ?::uuid as id) viewer
              join accounts u on u.id = ?
            """;

  /// Also whose account is deleted: their messages are still there.
  Optional<User> find(UserId id, UserId viewer) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(USER)) {
            statement.setObject(1, viewer.value());
            statement.setObject(2, id.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(UserRows.read(row)) : Optional.empty();
            }
          }
        });
  }

  // The version is taken together with what it is the version of, under the row's lock: of two
  // announcements the one with the higher version is never the older.
  private static final String ANNOUNCED =
      """
      update accounts u
         set profile_at = greatest(u.profile_at + interval '1 microsecond', clock_timestamp())
       where u.id = ?
      returning u.profile_at,
      """
          + UserRows.COLUMNS;

  Optional<Announced> announced(UserId id) {
    return one(
        ANNOUNCED,
        id,
        row -> new Announced(UserRows.read(row), Columns.instant(row, "profile_at")));
  }

  private <T> Optional<T> one(String sql, UserId id, Reading<T> reading) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
            }
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

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// @param user as others see them
  /// @param at ascends with each announcement
  record Announced(User user, Instant at) {}
}
