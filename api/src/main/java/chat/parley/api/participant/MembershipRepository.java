package chat.parley.api.participant;

import chat.parley.api.outbox.EventAppender.Appended;
import chat.parley.api.outbox.OutboxId;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a change of membership looks at, and how one begins. All of it within
/// [chat.parley.api.conversation.MembershipChanges].
@Singleton
class MembershipRepository {
  private final JdbcOperations jdbc;

  MembershipRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String CIRCUMSTANCES =
      """
      select c.type, c.visibility, c.lobby, c.participant_count, s.muted_until,
             %s as actor_role,
             %s as subject_role,
             b.user_id is not null as is_banned, u.id is not null as is_known
        from conversations c
        left join participants a on a.conversation_id = c.id and a.user_id = ?
        left join participants s on s.conversation_id = c.id and s.user_id = ?
        left join bans b on b.conversation_id = c.id and b.user_id = ?
        left join accounts u on u.id = ? and u.deleted_at is null
       where c.id = ? and c.deleted_at is null
      """
          .formatted(Policy.roleInEffect("c", "a"), Policy.roleInEffect("c", "s"));

  /// @return empty when there is no such conversation
  Optional<Circumstances> circumstances(ConversationId conversation, UserId actor, UserId subject) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CIRCUMSTANCES)) {
            statement.setObject(1, actor.value());
            statement.setObject(2, subject.value());
            statement.setObject(3, subject.value());
            statement.setObject(4, subject.value());
            statement.setObject(5, conversation.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(circumstances(row)) : Optional.empty();
            }
          }
        });
  }

  private static Circumstances circumstances(ResultSet row) throws SQLException {
    return new Circumstances(
        Enums.of(Conversation.Type.class, row.getString("type")),
        Enums.of(Conversation.Visibility.class, row.getString("visibility")),
        row.getBoolean("lobby"),
        row.getInt("participant_count"),
        role(row.getString("actor_role")),
        role(row.getString("subject_role")),
        Columns.instantOrNull(row, "muted_until"),
        row.getBoolean("is_banned"),
        row.getBoolean("is_known"));
  }

  private static Conversation.@Nullable Role role(@Nullable String stored) {
    return stored == null ? null : Enums.of(Conversation.Role.class, stored);
  }

  private static final String NEWCOMERS =
      """
      select u.id, p.user_id is not null as is_participant, ban.user_id is not null as is_banned,
             block.blocker_id is not null as has_blocked
        from accounts u
        left join participants p on p.conversation_id = ? and p.user_id = u.id
        left join bans ban on ban.conversation_id = ? and ban.user_id = u.id
        left join blocks block on block.blocker_id = u.id and block.blocked_id = ?
       where u.id = any (?) and u.deleted_at is null
       order by u.id
      """;

  /// @return those of them who have an account
  List<Circumstances.Newcomer> newcomers(
      ConversationId conversation, UserId actor, Collection<UserId> users) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(NEWCOMERS)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, conversation.value());
            statement.setObject(3, actor.value());
            statement.setArray(
                4, connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray()));
            List<Circumstances.Newcomer> newcomers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                newcomers.add(
                    new Circumstances.Newcomer(
                        new UserId(rows.getObject("id", UUID.class)),
                        rows.getBoolean("is_participant"),
                        rows.getBoolean("is_banned"),
                        rows.getBoolean("has_blocked")));
              }
            }
            return newcomers;
          }
        });
  }

  /// A membership begins right before its own `participant.added`, as the log has it, with
  /// nothing unread. The time says which partition of the log. Who comes back is no longer among
  /// those who left.
  private static final String BEGIN =
      """
      with begun as (
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq, muted_until)
        select e.conversation_id, e.subject_id, e.details ->> 'role', e.at, e.seq - 1, e.seq - 1,
               e.seq - 1, d.muted_until
          from events e
          left join departures d on d.conversation_id = e.conversation_id
                                and d.user_id = e.subject_id
         where e.conversation_id = ? and e.seq between ? and ?
           and e.at between ? and ? and e.type = 'participant.added'
        returning conversation_id, user_id, joined_seq
      ), back as (
        delete from departures d
         using begun
         where d.conversation_id = begun.conversation_id and d.user_id = begun.user_id
      ), counted as (
        update conversations
           set participant_count = participant_count + (select count(*) from begun),
               updated_at = last_activity_at
         where id = ?
      )
      insert into outbox (kind, conversation_id, seq, user_id, created_at)
      select 'joined', conversation_id, joined_seq, user_id, clock_timestamp() from begun
      returning id, seq, user_id
      """;

  /// @param added what was just appended
  /// @return the outbox row of each one's `conversation.joined`
  List<OutboxRow> begin(ConversationId conversation, Appended added) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, conversation.value());
            statement.setLong(2, added.firstSeq());
            statement.setLong(3, added.lastSeq());
            statement.setObject(4, added.firstAt().atOffset(ZoneOffset.UTC));
            statement.setObject(5, added.lastAt().atOffset(ZoneOffset.UTC));
            statement.setObject(6, conversation.value());
            List<OutboxRow> joined = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                joined.add(
                    new OutboxRow.Joined(
                        new OutboxId(rows.getLong("id")),
                        conversation,
                        rows.getLong("seq"),
                        new UserId(rows.getObject("user_id", UUID.class))));
              }
            }
            return joined;
          }
        });
  }
}
