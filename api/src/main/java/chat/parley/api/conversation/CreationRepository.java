package chat.parley.api.conversation;

import chat.parley.api.outbox.OutboxId;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes a new conversation with its participants, its first event and its outbox rows: one
/// statement, all or nothing.
@Singleton
class CreationRepository {
  private final JdbcOperations jdbc;
  private final JsonMapper json;

  CreationRepository(JdbcOperations jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// Nothing is written unless every participant exists. Two people who open their direct
  /// conversation at once: the unique pair lets one of them insert, the other one then finds it.
  /// A group begins with a system message at seq 1, a direct conversation empty.
  private static final String CREATE =
      """
      with wanted as (
        select ?::uuid as id, ?::text as type, ?::uuid as creator, ?::timestamptz as now,
               ?::jsonb as note
      ), known as (
        select id from accounts where id = any (?) and deleted_at is null
      ), conversation as (
        insert into conversations
               (id, type, visibility, name, description, created_by, created_at, updated_at,
                last_activity_at, last_seq, participant_count, direct_low, direct_high)
        select id, type, ?, ?, ?, creator, now, now, now,
               case when note is null then 0 else 1 end, ?, least(?, ?::uuid), greatest(?, ?::uuid)
          from wanted
         where (select count(*) from known) = ?
            on conflict (direct_low, direct_high) do nothing
        returning id
      ), member as (
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select conversation.id, known.id,
               case when known.id = wanted.creator and wanted.type <> 'direct' then 'owner'
                    else 'member' end,
               wanted.now, 0, 0, 0
          from conversation, known, wanted
        returning user_id
      ), message as (
        insert into messages (id, conversation_id, seq, ordinal, type, system, created_at)
        select ?, conversation.id, 1, 0, 'system', wanted.note, wanted.now
          from conversation, wanted where wanted.note is not null
        returning id
      ), logged as (
        insert into events (conversation_id, seq, type, at, actor_id, message_id)
        select wanted.id, 1, 'message.created', wanted.now, wanted.creator, message.id
          from message, wanted
      ), queued as (
        insert into outbox (kind, conversation_id, seq, user_id, created_at)
        select 'joined', wanted.id, 0, member.user_id, clock_timestamp() from member, wanted
        union all
        select 'durable', wanted.id, 1, null, clock_timestamp() from message, wanted
        returning id, user_id
      )
      select (select count(*) from known) as known, queued.id as outbox_id, queued.user_id
        from wanted left join queued on true
      """;

  Outcome create(NewConversation wanted, MessageId firstMessage) {
    String note = wanted.isDirect() ? null : note(wanted);
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            bind(connection, statement, wanted, note, firstMessage);
            try (ResultSet rows = statement.executeQuery()) {
              return outcome(rows, wanted);
            }
          }
        });
  }

  private static void bind(
      Connection connection,
      PreparedStatement statement,
      NewConversation wanted,
      @Nullable String note,
      MessageId firstMessage)
      throws SQLException {
    UUID[] everybody =
        Stream.concat(Stream.of(wanted.creator()), wanted.others().stream())
            .map(UserId::value)
            .toArray(UUID[]::new);
    OffsetDateTime now = wanted.now().atOffset(ZoneOffset.UTC);
    UUID low = wanted.isDirect() ? wanted.creator().value() : null;
    UUID high = wanted.isDirect() ? wanted.peer().value() : null;
    List<Object> parameters =
        Arrays.asList(
            wanted.id().value(),
            wanted.type().name().toLowerCase(Locale.ROOT),
            wanted.creator().value(),
            now,
            note,
            connection.createArrayOf("uuid", everybody),
            wanted.visibility().name().toLowerCase(Locale.ROOT),
            wanted.name(),
            wanted.description(),
            everybody.length,
            low,
            high,
            low,
            high,
            everybody.length,
            firstMessage.value());
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }

  private static Outcome outcome(ResultSet rows, NewConversation wanted) throws SQLException {
    Map<UserId, OutboxId> joined = new HashMap<>();
    OutboxId created = null;
    while (rows.next()) {
      if (rows.getInt("known") != wanted.others().size() + 1) {
        return new Outcome.UnknownUser();
      }
      long outbox = rows.getLong("outbox_id");
      if (rows.wasNull()) {
        return new Outcome.Existing();
      }
      UUID user = rows.getObject("user_id", UUID.class);
      if (user == null) {
        created = new OutboxId(outbox);
      } else {
        joined.put(new UserId(user), new OutboxId(outbox));
      }
    }
    return new Outcome.Created(joined, created);
  }

  private String note(NewConversation wanted) {
    try {
      return json.writeValueAsString(
          new SystemNote(
              SystemNote.Kind.CONVERSATION_CREATED,
              wanted.creator(),
              List.copyOf(wanted.others()),
              wanted.name()));
    } catch (IOException e) {
      throw new UncheckedIOException("a system note of our own can't be written", e);
    }
  }

  private static final String UNWILLING =
      "select blocker_id from blocks where blocked_id = ? and blocker_id = any (?)";

  /// Those of the others who have blocked the creator.
  Set<UserId> unwilling(UserId creator, Collection<UserId> others) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UNWILLING)) {
            statement.setObject(1, creator.value());
            statement.setArray(
                2, connection.createArrayOf("uuid", others.stream().map(UserId::value).toArray()));
            Set<UserId> unwilling = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                unwilling.add(new UserId(rows.getObject(1, UUID.class)));
              }
            }
            return unwilling;
          }
        });
  }

  /// What came of it.
  sealed interface Outcome {
    /// @param joined the outbox row of each participant's `conversation.joined`
    /// @param message the outbox row of the first message, `null` where there is none
    record Created(Map<UserId, OutboxId> joined, @Nullable OutboxId message) implements Outcome {}

    record Existing() implements Outcome {}

    record UnknownUser() implements Outcome {}

    /// Not even tried: one of the two has blocked the other.
    record Blocked() implements Outcome {}

    /// Not even tried: only friends may begin a direct conversation.
    record NotFriends() implements Outcome {}
  }
}
