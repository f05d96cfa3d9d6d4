package chat.parley.api.conversation;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Ends memberships. Lock the rows, put the event that ends them into the log, then end them; all
/// within [MembershipChanges].
@Singleton
public class Departures {
  private final JdbcOperations jdbc;

  Departures(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String LOCK =
      """
      select from participants
       where conversation_id = ? and user_id = any (?)
       order by user_id
         for update
      """;

  /// Waits for what these participants are sending; what they send afterwards waits for the commit
  /// and is then refused.
  public void lock(ConversationId conversation, Collection<UserId> users) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, conversation.value());
            statement.setArray(
                2, connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray()));
            return statement.execute();
          }
        });
  }

  private static final String LOCK_ALL =
      """
      select user_id from participants
       where conversation_id = ?
       order by user_id
         for update
      """;

  List<UserId> lockAll(ConversationId conversation) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK_ALL)) {
            statement.setObject(1, conversation.value());
            List<UserId> users = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                users.add(new UserId(rows.getObject(1, UUID.class)));
              }
            }
            return users;
          }
        });
  }

  /// What a departure keeps lets the sockets of who was away replay up to `seq`.
  private static final String END =
      """
      with gone as (
        delete from participants where conversation_id = ? and user_id = any (?)
        returning conversation_id, user_id, joined_seq, muted_until
      ), departure as (
        insert into departures (conversation_id, user_id, joined_seq, seq, at, muted_until)
        select conversation_id, user_id, joined_seq, ?, clock_timestamp(), muted_until from gone
            on conflict (conversation_id, user_id) do update
           set joined_seq = excluded.joined_seq, seq = excluded.seq, at = excluded.at,
               muted_until = excluded.muted_until
      ), counted as (
        update conversations
           set participant_count = participant_count - (select count(*) from gone),
               updated_at = last_activity_at
         where id = ?
      )
      insert into outbox (kind, conversation_id, seq, user_id, created_at)
      select 'left', conversation_id, ?, user_id, clock_timestamp() from gone
      returning id, user_id
      """;

  /// @param seq the position of the event that ends the memberships
  /// @return the outbox row of each one's `conversation.left`
  public List<OutboxRow> end(ConversationId conversation, Collection<UserId> users, long seq) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setObject(1, conversation.value());
            statement.setArray(
                2, connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray()));
            statement.setLong(3, seq);
            statement.setObject(4, conversation.value());
            statement.setLong(5, seq);
            List<OutboxRow> left = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                left.add(
                    new OutboxRow.Left(
                        new OutboxId(rows.getLong("id")),
                        conversation,
                        seq,
                        new UserId(rows.getObject("user_id", UUID.class))));
              }
            }
            return left;
          }
        });
  }
}
