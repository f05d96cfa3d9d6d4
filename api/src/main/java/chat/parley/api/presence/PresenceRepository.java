package chat.parley.api.presence;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Given;
import chat.parley.api.user.ChosenStatus;
import chat.parley.api.user.UserRows;
import chat.parley.shared.event.User;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps in the accounts' rows who is online and how. A change is what really changes a row, by
/// the row's lock: whatever is reported twice, or by two at once, is a change once.
@Singleton
class PresenceRepository {
  private final JdbcOperations jdbc;

  PresenceRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Rows are locked in the order of their ids, so two reports can't wait for each other. When an
  /// invisible user comes or goes others see nothing of it, in `last_seen_at` neither.
  private static final String REPORT =
      """
      with changing as (
        select a.id, w.online
          from unnest(?::uuid[], ?::boolean[]) as w (user_id, online)
          join accounts a on a.id = w.user_id
         where a.online <> w.online and a.deleted_at is null
         order by a.id
           for no key update of a
      )
      update accounts u
         set online = changing.online,
             last_seen_at = case when changing.online or u.chosen_status = 'invisible'
                                 then u.last_seen_at else clock_timestamp() end,
             presence_at =
               greatest(u.presence_at + interval '1 microsecond', clock_timestamp())
        from changing
       where u.id = changing.id
      returning u.chosen_status <> 'invisible' as is_seen,
                u.presence_at,
      """
          + UserRows.COLUMNS;

  /// @return what others see of it
  List<Seen> report(List<PresenceReport.Change> changes) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid", changes.stream().map(change -> change.userId().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "boolean", changes.stream().map(PresenceReport.Change::online).toArray()));
            return seen(statement);
          }
        });
  }

  private static final String CHOOSE =
      """
      with before as (
        select id, chosen_status, status_text, online
          from accounts
         where id = ? and deleted_at is null
           for no key update
      )
      update accounts u
         set chosen_status = ?,
             status_text = case when ? then ? else u.status_text end,
             last_seen_at = case when before.online and before.chosen_status <> 'invisible'
                                      and ? = 'invisible'
                                 then clock_timestamp() else u.last_seen_at end,
             presence_at =
               greatest(u.presence_at + interval '1 microsecond', clock_timestamp())
        from before
       where u.id = before.id
      returning u.online and u.chosen_status <> before.chosen_status
                  or u.status_text is distinct from before.status_text as is_seen,
                u.presence_at,
      """
          + UserRows.COLUMNS;

  /// @param text `null` leaves it as it is
  /// @return what others see of it, if anything
  Optional<Seen> choose(UserId user, ChosenStatus status, @Nullable Given text) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CHOOSE)) {
            String name = status.name().toLowerCase(Locale.ROOT);
            statement.setObject(1, user.value());
            statement.setString(2, name);
            statement.setBoolean(3, text != null);
            statement.setString(4, text == null ? null : text.value());
            statement.setString(5, name);
            return seen(statement).stream().findFirst();
          }
        });
  }

  private static List<Seen> seen(PreparedStatement statement) throws SQLException {
    List<Seen> seen = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getBoolean("is_seen")) {
          seen.add(new Seen(UserRows.read(rows), Columns.instant(rows, "presence_at")));
        }
      }
    }
    return seen;
  }

  private static final String AROUND =
      "select "
          + UserRows.seenBy("viewer.id")
          + """
              from (select ?::uuid as id) viewer
              join accounts u on u.id = ?
             where u.online and u.chosen_status <> 'invisible' and u.deleted_at is null
            """;

  /// Somebody who is there for others to see, as this viewer sees them.
  Optional<User> around(UserId user, UserId viewer) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AROUND)) {
            statement.setObject(1, viewer.value());
            statement.setObject(2, user.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(UserRows.read(row)) : Optional.empty();
            }
          }
        });
  }

  private static final String ONLINE =
      """
      select id from accounts
       where online and (?::uuid is null or id > ?) order by id limit ?
      """;

  /// Everybody who counts as online, in the order of their ids.
  List<UserId> online(@Nullable UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONLINE)) {
            UUID from = after == null ? null : after.value();
            statement.setObject(1, from);
            statement.setObject(2, from);
            statement.setInt(3, limit);
            List<UserId> users = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                users.add(new UserId(rows.getObject("id", UUID.class)));
              }
            }
            return users;
          }
        });
  }

  private static final String PARTICIPANTS =
      "select "
          + UserRows.COLUMNS
          + """
              from participants viewer
              left join lateral (
                   select a.* from participants p join accounts a on a.id = p.user_id
                    where p.conversation_id = viewer.conversation_id
                      and a.online and a.chosen_status <> 'invisible' and a.deleted_at is null
                      and a.id > ?
                      and not exists (select from blocks b
                                       where b.blocker_id = a.id and b.blocked_id = viewer.user_id)
                    order by a.id limit ?) u on true
             where viewer.conversation_id = ? and viewer.user_id = ?
             order by u.id
            """;

  /// Those in the conversation whom the viewer sees online, in the order of their ids.
  ///
  /// @return empty when the viewer is not in it
  Optional<List<User>> participants(
      ConversationId conversation, UserId viewer, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PARTICIPANTS)) {
            statement.setObject(1, after.value());
            statement.setInt(2, limit);
            statement.setObject(3, conversation.value());
            statement.setObject(4, viewer.value());
            try (ResultSet rows = statement.executeQuery()) {
              if (!rows.next()) {
                return Optional.empty();
              }
              List<User> users = new ArrayList<>();
              do {
                if (rows.getObject("user_id") != null) {
                  users.add(UserRows.read(rows));
                }
              } while (rows.next());
              return Optional.of(users);
            }
          }
        });
  }

  /// A change that others see.
  ///
  /// @param user as they see them now
  /// @param at ascends with each change of the user's
  record Seen(User user, Instant at) {}
}
