package chat.parley.api.user;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// A user from a row of `accounts u`, alone or joined.
public final class UserRows {
  private UserRows() {}

  public static final String COLUMNS =
      """
      u.id as user_id, u.username, u.display_name, u.avatar_url as user_avatar_url, u.bio,
      case when u.online and u.chosen_status <> 'invisible' and u.deleted_at is null
           then u.chosen_status else 'offline' end as user_status,
      u.status_text, u.last_seen_at, u.is_bot, u.deleted_at as user_deleted_at,
      u.created_at as user_created_at
      """;

  public static User read(ResultSet row) throws SQLException {
    return new User(
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("username"),
        row.getString("display_name"),
        row.getString("user_avatar_url"),
        row.getString("bio"),
        Enums.of(User.Status.class, row.getString("user_status")),
        row.getString("status_text"),
        Columns.instantOrNull(row, "last_seen_at"),
        row.getBoolean("is_bot"),
        row.getObject("user_deleted_at") != null,
        Columns.instant(row, "user_created_at"));
  }
}
