package chat.parley.api.participant;

import chat.parley.api.system.Columns;
import chat.parley.api.user.UserRows;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Who is kept out.
@Singleton
class BanRepository {
  private final JdbcOperations jdbc;

  BanRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String PUT =
      """
      insert into bans (conversation_id, user_id, banned_by, banned_at)
      values (?, ?, ?, clock_timestamp())
          on conflict do nothing
      """;

  void put(ConversationId conversation, UserId user, UserId actor) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, user.value());
            statement.setObject(3, actor.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String LIFT = "delete from bans where conversation_id = ? and user_id = ?";

  void lift(ConversationId conversation, UserId user) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIFT)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, user.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String PAGE =
      "select "
          + UserRows.seenBy("reader.id")
          + """
            , ban.banned_by, ban.banned_at
              from (select ?::uuid as id) reader
             cross join bans ban
              join accounts u on u.id = ban.user_id
             where ban.conversation_id = ? and ban.user_id > ?
             order by ban.user_id
             limit ?
            """;

  List<Ban> page(ConversationId conversation, UserId reader, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, reader.value());
            statement.setObject(2, conversation.value());
            statement.setObject(3, after.value());
            statement.setInt(4, limit);
            List<Ban> page = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                page.add(
                    new Ban(
                        UserRows.read(rows),
                        new UserId(rows.getObject("banned_by", UUID.class)),
                        Columns.instant(rows, "banned_at")));
              }
            }
            return page;
          }
        });
  }
}
