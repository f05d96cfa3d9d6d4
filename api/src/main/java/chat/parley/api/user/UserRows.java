package chat.parley.api.user;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A user from a row of `accounts u`, alone or joined.
public final class UserRows {
  private UserRows() {}

  private static final String FACTS =
      """
      u.id as user_id, u.username, u.display_name, u.avatar_url as user_avatar_url, u.bio,
      case when u.online and u.chosen_status <> 'invisible' and u.deleted_at is null
           then u.chosen_status else 'offline' end as user_status,
      u.status_text, u.last_seen_at, u.is_bot, u.deleted_at as user_deleted_at,
      u.created_at as user_created_at,
      """;

  /// As they are seen by whom they have not blocked, and by themselves.
  public static final String COLUMNS = columns("false");

  /// @param viewer the id of who reads, an expression of the statement's
  public static String seenBy(String viewer) {
    return columns(hidesFrom("u.id", viewer));
  }

  /// @param hidden whether their presence is not the reader's to see, a condition of the
  ///     statement's
  public static String columns(String hidden) {
    return FACTS + hidden + " as user_hidden\n";
  }

  /// Whether one has blocked the other. Both are expressions of the statement's.
  public static String hidesFrom(String blocker, String blocked) {
    return "exists (select from blocks b where b.blocker_id = %s and b.blocked_id = %s)"
        .formatted(blocker, blocked);
  }

  /// Whom a viewer finds in lists of people, as a condition on `accounts u`: nobody whom they
  /// have blocked or who has blocked them.
  ///
  /// @param viewer the id of who reads, an expression of the statement's
  static String listedFor(String viewer) {
    return "u.deleted_at is null and not %s and not %s"
        .formatted(hidesFrom("u.id", viewer), hidesFrom(viewer, "u.id"));
  }

  /// All that a statement finds.
  public static List<User> readAll(PreparedStatement statement) throws SQLException {
    List<User> users = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        users.add(read(rows));
      }
    }
    return users;
  }

  /// Who has blocked the reader is offline to them, and always was.
  public static User read(ResultSet row) throws SQLException {
    boolean hidden = row.getBoolean("user_hidden");
    return new User(
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("username"),
        row.getString("display_name"),
        row.getString("user_avatar_url"),
        row.getString("bio"),
        hidden ? User.Status.OFFLINE : Enums.of(User.Status.class, row.getString("user_status")),
        hidden ? null : row.getString("status_text"),
        hidden ? null : Columns.instantOrNull(row, "last_seen_at"),
        row.getBoolean("is_bot"),
        row.getObject("user_deleted_at") != null,
        Columns.instant(row, "user_created_at"));
  }
}
