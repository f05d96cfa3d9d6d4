package chat.parley.api.message;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Erases messages, or hides them from one person.
@Singleton
class DeletionRepository {
  private final JdbcOperations jdbc;
  private final MessageChanges changes;

  DeletionRepository(JdbcOperations jdbc, MessageChanges changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  enum Verdict {
    CHANGED,
    UNCHANGED,
    FORBIDDEN,
    TOO_LATE
  }

  /// The place in the history stays, what stood there is erased: the text and its words, the
  /// earlier texts, the files, the reactions, whom it named, that it was pinned, and where it was
  /// forwarded from. What others say of it (the answers to it, what was forwarded from it) is
  /// made when they are read.
  private static final String ERASED =
      """
      erased as (
        update messages m
           set content = null, terms = null, mentioned = null, pinned_at = null, pinned_by = null,
               forwarded_from = null, deleted_at = next.at
          from ruled, next
         where m.conversation_id = ruled.conversation_id and m.id = ruled.id
      ), earlier as (
        delete from message_edits e using ruled, next where e.message_id = ruled.id
      ), counts as (
        delete from reaction_counts n using ruled, next where n.message_id = ruled.id
      ), put as (
        delete from reactions r using ruled, next where r.message_id = ruled.id
      ), named as (
        delete from mentions n using ruled, next where n.message_id = ruled.id
      ), carried as (
        delete from media d using ruled, next where d.message_id = ruled.id
      ), thread as (
        update threads t
           set reply_count = t.reply_count - 1,
               last_reply_at = (select other.created_at from messages other
                                 where other.conversation_id = ruled.conversation_id
                                   and other.reply_to = ruled.reply_to
                                   and other.id <> ruled.id
                                   and other.deleted_at is null
                                 order by other.seq desc limit 1)
          from ruled, next
         where t.message_id = ruled.reply_to
      ), logged as (
        insert into events (conversation_id, seq, type, at, actor_id, message_id)
        select conversation_id, next.seq, 'message.deleted', next.at, actor_id, id
          from ruled, next
      )
      """;

  /// In a direct conversation nobody has the role of an admin.
  private static final String ERASE =
      MessageChanges.statement(
          """
          select target.*,
                 case when type = 'system' then 'forbidden'
                      when sender_id is distinct from actor_id and not may_erase then 'forbidden'
                      when deleted_at is not null then 'unchanged'
                      when not may_erase
                       and created_at + ?::bigint * interval '1 millisecond' < clock_timestamp()
                        then 'too_late'
                      else 'changed' end as verdict
            from (select target.*, %s as may_erase from target) target
          """
              .formatted(Policy.condition(Deed.ERASE, "conversation_type", "role")),
          ERASED);

  /// @param window for whoever may delete it as its sender only
  /// @return empty when there is no such message for the actor
  Optional<MessageChanges.Change<Verdict>> erase(
      MessageId message, UserId actor, @Nullable Duration window) {
    return changes.make(ERASE, Verdict.class, message, actor, MessageSettings.millis(window));
  }

  private static final String OVERRULE =
      MessageChanges.overruling(
          """
          select target.*,
                 case when type = 'system' then 'forbidden'
                      when deleted_at is not null then 'unchanged'
                      else 'changed' end as verdict
            from target
          """,
          ERASED);

  /// By an admin of the system, whether or not they are in the conversation.
  ///
  /// @return empty when there is no such message, or who wants it is no admin
  Optional<MessageChanges.Overruled<Verdict>> remove(MessageId message, UserId admin) {
    return changes.overrule(OVERRULE, Verdict.class, message, admin);
  }

  /// The message is locked, or it could be gone before the row that refers to it is written; the
  /// participant row first, as everywhere.
  ///
  /// `run` keeps what participants know of it: from `hidden_low` to `hidden_high`, the newest
  /// hidden one, all is hidden. A newer message begins a new run, unless it joins the one that
  /// there is; an older one counts when it joins it. Each hidden message is passed once when it
  /// becomes part of a run, and never again.
  private static final String HIDE =
      """
      with target as materialized (
        select m.id, m.conversation_id, m.seq, p.user_id, p.hidden_low, p.hidden_high
          from messages m
          join participants p on p.conversation_id = m.conversation_id and p.user_id = ?
         where m.id = ?
           for no key update of p for key share of m
      ), hidden as (
        insert into hidden_messages (message_id, conversation_id, user_id)
        select id, conversation_id, user_id from target
            on conflict do nothing
      ), run as (
        select target.*,
               (select visible.seq from messages visible
                 where visible.conversation_id = target.conversation_id
                   and visible.seq < target.seq
                   and visible.seq > case when target.seq > hidden_high then hidden_high else 0 end
                   and not exists (select from hidden_messages h
                                    where h.message_id = visible.id
                                      and h.user_id = target.user_id)
                 order by visible.seq desc limit 1) as visible_below,
               exists (select from messages visible
                        where visible.conversation_id = target.conversation_id
                          and visible.seq > target.seq and visible.seq < hidden_low
                          and not exists (select from hidden_messages h
                                           where h.message_id = visible.id
                                             and h.user_id = target.user_id)) as is_apart
          from target
         where hidden_high is null or not target.seq between hidden_low and hidden_high
      ), noted as (
        update participants p
           set hidden_low = case when run.seq > run.hidden_high and run.visible_below is null
                                 then run.hidden_low
                                 else coalesce(run.visible_below, 0) + 1 end,
               hidden_high = greatest(run.hidden_high, run.seq)
          from run
         where p.conversation_id = run.conversation_id and p.user_id = run.user_id
           and not run.is_apart
      ), named as (
        delete from mentions n using target
         where n.message_id = target.id and n.user_id = target.user_id
      )
      select id from target
      """;

  /// @return whether there is such a message for the reader, hidden before or not
  boolean hide(MessageId message, UserId reader) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(HIDE)) {
            statement.setObject(1, reader.value());
            statement.setObject(2, message.value());
            try (ResultSet found = statement.executeQuery()) {
              return found.next();
            }
          }
        });
  }
}
