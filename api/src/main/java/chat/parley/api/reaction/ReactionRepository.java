package chat.parley.api.reaction;

import chat.parley.api.message.MessageChanges;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Puts emoji under messages and takes them away. The conversation's lock makes reading and
/// counting safe: nobody else changes a reaction in it meanwhile.
@Singleton
class ReactionRepository {
  /// How many different emoji a message may have.
  static final int MOST = 20;

  private final MessageChanges changes;

  ReactionRepository(MessageChanges changes) {
    this.changes = changes;
  }

  enum Verdict {
    CHANGED,
    UNCHANGED,
    CLOSED,
    BLOCKED,
    FULL
  }

  private static final String ADD =
      MessageChanges.statement(
          """
          select target.*, wish.emoji,
                 case when type = 'system' or deleted_at is not null then 'closed'
                      when exists (select from reactions r
                                    where r.message_id = target.id and r.emoji = wish.emoji
                                      and r.user_id = target.actor_id) then 'unchanged'
                      when blocked then 'blocked'
                      when not exists (select from reaction_counts n
                                        where n.message_id = target.id and n.emoji = wish.emoji)
                       and (select count(*) from reaction_counts n
                             where n.message_id = target.id) >= ? then 'full'
                      else 'changed' end as verdict
            from target, (select ?::text as emoji) wish
          """,
          """
          added as (
            insert into reactions (message_id, conversation_id, emoji, user_id, created_at)
            select id, conversation_id, emoji, actor_id, next.at from ruled, next
          ), counted as (
            insert into reaction_counts (message_id, conversation_id, emoji, count, first_at)
            select id, conversation_id, emoji, 1, next.at from ruled, next
                on conflict (message_id, emoji)
                do update set count = reaction_counts.count + 1
            returning count
          ), logged as (
            insert into events
                   (conversation_id, seq, type, at, actor_id, message_id, subject_id, details)
            select conversation_id, next.seq, 'reaction.added', next.at, actor_id, id, actor_id,
                   jsonb_build_object('emoji', emoji, 'count', counted.count)
              from ruled, next, counted
          )
          """);

  /// @return empty when there is no such message for the actor
  Optional<MessageChanges.Change<Verdict>> add(MessageId message, UserId actor, Emoji emoji) {
    return changes.make(ADD, Verdict.class, message, actor, MOST, emoji.value());
  }

  /// What isn't there can't be taken away, and needn't be: not from a deleted message either.
  /// What is there may be, whoever is blocked.
  private static final String REMOVE =
      MessageChanges.statement(
          """
          select target.*, wish.emoji,
                 case when exists (select from reactions r
                                    where r.message_id = target.id and r.emoji = wish.emoji
                                      and r.user_id = target.actor_id) then 'changed'
                      else 'unchanged' end as verdict
            from target, (select ?::text as emoji) wish
          """,
          """
          removed as (
            delete from reactions r using ruled, next
             where r.message_id = ruled.id and r.emoji = ruled.emoji
               and r.user_id = ruled.actor_id
          ), last as (
            delete from reaction_counts n using ruled, next
             where n.message_id = ruled.id and n.emoji = ruled.emoji and n.count = 1
          ), counted as (
            update reaction_counts n set count = n.count - 1
              from ruled, next
             where n.message_id = ruled.id and n.emoji = ruled.emoji and n.count > 1
            returning n.count
          ), logged as (
            insert into events
                   (conversation_id, seq, type, at, actor_id, message_id, subject_id, details)
            select conversation_id, next.seq, 'reaction.removed', next.at, actor_id, id, actor_id,
                   jsonb_build_object(
                     'emoji', emoji, 'count', coalesce((select count from counted), 0))
              from ruled, next
          )
          """);

  /// @return empty when there is no such message for the actor
  Optional<MessageChanges.Change<Verdict>> remove(MessageId message, UserId actor, Emoji emoji) {
    return changes.make(REMOVE, Verdict.class, message, actor, emoji.value());
  }
}
