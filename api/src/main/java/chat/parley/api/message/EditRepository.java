package chat.parley.api.message;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.api.word.Words;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives a message another text and keeps the earlier ones.
@Singleton
class EditRepository {
  private final JdbcOperations jdbc;
  private final MessageChanges changes;

  EditRepository(JdbcOperations jdbc, MessageChanges changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  enum Verdict {
    CHANGED,
    UNCHANGED,
    NOT_THE_SENDER,
    FORWARDED,
    DELETED,
    READ_ONLY,
    BLOCKED,
    MUTED,
    TOO_LATE
  }

  /// Who could not send the text may not get it in by editing either. A forwarded text is somebody
  /// else's. Whom the new text names and the old one didn't is told.
  private static final String EDIT =
      MessageChanges.statement(
          """
          select target.*, wish.content as new_content, wish.terms as new_terms,
                 case when sender_id is distinct from actor_id then 'not_the_sender'
                      when deleted_at is not null then 'deleted'
                      when forwarded_from is not null then 'forwarded'
                      when not %s then 'read_only'
                      when blocked then 'blocked'
                      when muted_until > clock_timestamp() then 'muted'
                      when created_at + wish.millis * interval '1 millisecond' < clock_timestamp()
                        then 'too_late'
                      when target.content = wish.content then 'unchanged'
                      else 'changed' end as verdict
            from target,
                 (select ?::text as content, ?::tsvector as terms, ?::bigint as millis) wish
          """
              .formatted(Policy.condition(Deed.WRITE, "conversation_type", "role")),
          """
          kept as (
            insert into message_edits (message_id, conversation_id, version, content, written_at)
            select id, conversation_id, edit_count, content, coalesce(edited_at, created_at)
              from ruled, next where content is not null
          ), placed as (
            select conversation_id, sender_id, id as message_id, ruled.seq as message_seq,
                   next.seq as event_seq, coalesce(mentioned, '{}') as mentioned_before
              from ruled, next
          ), %s, forgotten as (
            delete from mentions n using placed
             where n.message_id = placed.message_id
               and n.user_id not in (select user_id from named)
          ), edited as (
            update messages m
               set content = ruled.new_content, terms = ruled.new_terms, mentioned = %s,
                   edited_at = next.at, edit_count = m.edit_count + 1
              from ruled, next
             where m.conversation_id = ruled.conversation_id and m.id = ruled.id
          ), logged as (
            insert into events (conversation_id, seq, type, at, actor_id, message_id)
            select conversation_id, next.seq, 'message.edited', next.at, actor_id, id
              from ruled, next
          )
          """
              .formatted(Mentions.PARTS, Mentions.MENTIONED),
          Mentions.ALERTED);

  /// @return empty when there is no such message for the editor
  Optional<MessageChanges.Change<Verdict>> edit(
      MessageId message, UserId editor, String content, @Nullable Duration window) {
    Names names = Names.in(content);
    return changes.make(
        EDIT,
        Verdict.class,
        message,
        editor,
        content,
        Words.vector(content),
        MessageSettings.millis(window),
        names.names().toArray(String[]::new),
        names.places().toArray(Integer[]::new));
  }

  private static final String EARLIER =
      """
      select e.version, e.content, e.written_at
        from messages m
        join participants p on p.conversation_id = m.conversation_id and p.user_id = ?
        left join lateral (
          select * from message_edits
           where message_id = m.id and version > ? order by version limit ?) e on true
       where m.id = ?
         and not exists (select from hidden_messages h
                          where h.message_id = m.id and h.user_id = p.user_id)
       order by e.version
      """;

  /// The oldest first.
  ///
  /// @return empty when there is no such message for the reader
  Optional<List<EarlierText>> earlier(MessageId message, UserId reader, int after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(EARLIER)) {
            statement.setObject(1, reader.value());
            statement.setInt(2, after);
            statement.setInt(3, limit);
            statement.setObject(4, message.value());
            try (ResultSet found = statement.executeQuery()) {
              if (!found.next()) {
                return Optional.empty();
              }
              List<EarlierText> texts = new ArrayList<>();
              do {
                String content = found.getString("content");
                if (content != null) {
                  texts.add(
                      new EarlierText(
                          found.getInt("version"), content, Columns.instant(found, "written_at")));
                }
              } while (found.next());
              return Optional.of(texts);
            }
          }
        });
  }
}
