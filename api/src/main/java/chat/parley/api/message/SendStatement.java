package chat.parley.api.message;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// How messages are put into their conversations: one statement, in two lengths. What answers
/// another or may name somebody needs a few parts more; to have them in each send would cost
/// every plain one a third more time, though they find nothing to do there. Plain ones of several
/// conversations can go together: most of what a statement costs is what it costs once.
///
/// How it keeps what is promised:
/// - `sender` locks the participant row first, so a removal, a mute or a block that commits at
///   the same time is either seen here or comes after this message. Then `next` locks the
///   conversation row until the commit, so numbers become visible in their order and none is
///   skipped: a statement that fails takes its number back with it.
/// - A statement of several waits for nobody, since all would wait: it locks both rows and passes
///   over what is locked. So it can't be in a deadlock either.
/// - `earlier` finds a repeated send. Two that race both miss it; then the unique index on
///   `client_id` fails the second one as a whole, and [SendRepository] answers that it is repeated.
/// - The time is taken under the lock and never runs backwards, so that `created_at` orders like
///   `seq` even when two machines' clocks disagree: it is later than the last message
///   (`last_activity_at`) and than the last event of another kind (`last_change_at`). The outbox
///   row has the database's own time, for its age is measured there.
/// - Whoever sends has read what was before: `moved` takes their watermark to the message, so
///   none of their own is ever unread. Where something was before it, `marked` says since when
///   they have read that; a second message in a row has nothing to mark.
/// - What is answered is only looked for at first. Its text is read when the conversation is
///   locked, with a lock on its row: that brings the row as it is now, where the statement's
///   snapshot may still have a text that was erased while this waited. Its thread is counted
///   under the same lock.
/// - Whom it names: [Mentions#PARTS].
///
/// @param parameters in the order of the text
record SendStatement(String text, List<@Nullable Object> parameters) {

  /// The sender's row, for which is waited.
  private static final String WAITING = "for no key update of p";

  /// Both rows; a draft of which one is locked has no row in the result.
  private static final String PASSING_OVER = "for no key update of p, c skip locked";

  /// @param lock on the rows of senders
  /// @param answer what it answers, and that it is there
  /// @param related who is named and what is answered, once the place is known
  /// @param values for the message's own row
  private static String text(
      String lock, String answer, String condition, String related, String values, String columns) {
    // The limit is how many there are. PostgreSQL takes a tenth of an array that it doesn't know
    // for its result, which is one row, and so plans once for any number.
    return """
        with draft as (
          select *
            from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                 as d (conversation_id, sender_id, message_id, type, content, client_id, terms)
           limit ?
        ), sender as materialized (
          select p.conversation_id, p.user_id, d.message_id, d.type, d.content, d.client_id,
                 d.terms, %s as may_post,
                 case when p.muted_until > clock_timestamp() then p.muted_until end as muted_until,
                 p.blocked, p.last_read_seq, s.username, s.display_name, s.avatar_url
            from draft d
            join participants p on p.conversation_id = d.conversation_id
                               and p.user_id = d.sender_id
            join conversations c on c.id = p.conversation_id
            join accounts s on s.id = p.user_id
             %s
        ), earlier as (
          select m.id, m.conversation_id
            from sender join messages m on m.conversation_id = sender.conversation_id
                                       and m.sender_id = sender.user_id
                                       and m.client_id = sender.client_id
        ), %s next as (
          update conversations c
             set last_seq = c.last_seq + 1,
                 message_count = c.message_count + 1,
                 last_activity_at =
                   greatest(greatest(c.last_activity_at, c.last_change_at)
                              + interval '1 microsecond',
                            clock_timestamp())
            from sender
           where c.id = sender.conversation_id
             and sender.may_post
             and sender.muted_until is null
             and not sender.blocked
             and not exists (select from earlier
                              where earlier.conversation_id = sender.conversation_id)
             %s
          returning c.id, sender.user_id, sender.message_id, sender.type, sender.content,
                    sender.client_id, sender.terms, c.last_seq as seq, c.last_activity_at as at,
                    c.message_count as ordinal, c.participant_count,
                    case when sender.last_read_seq < c.last_seq - 1
                         then sender.last_read_seq end as unread_from
        ), %s message as (
          insert into messages
                 (id, conversation_id, seq, ordinal, sender_id, type, content, client_id,
                  created_at, reply_to, mentioned, terms)
          select message_id, id, seq, ordinal, user_id, type, content, client_id, at, %s,
                 terms::tsvector
            from next
        ), moved as (
          update participants p
             set last_read_seq = next.seq, last_delivered_seq = next.seq
            from next
           where p.conversation_id = next.id and p.user_id = next.user_id
        ), marked as (
          insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
          select id, user_id, 'read', unread_from, seq, at from next where unread_from is not null
        ), logged as (
          insert into events (conversation_id, seq, type, at, actor_id, message_id)
          select id, seq, 'message.created', at, user_id, message_id from next
        ), queued as (
          insert into outbox (kind, conversation_id, seq, created_at)
          select 'durable', id, seq, clock_timestamp() from next
          returning id, conversation_id
        )
        select sender.conversation_id, sender.user_id as sender_id,
               sender.username as sender_username, sender.display_name as sender_display_name,
               sender.avatar_url as sender_avatar_url,
               sender.may_post, sender.muted_until, sender.blocked,
               earlier.id as earlier_id, next.seq, next.at, next.participant_count,
               next.unread_from is not null as has_read, queued.id as outbox_id,
               %s
          from sender
          left join earlier on earlier.conversation_id = sender.conversation_id
          left join next on next.id = sender.conversation_id
          left join queued on queued.conversation_id = sender.conversation_id
        """
        .formatted(
            Policy.condition(Deed.WRITE, "c.type", "p.role"),
            lock,
            answer,
            condition,
            related,
            values,
            columns);
  }

  private static String plain(String lock) {
    return text(
        lock,
        "",
        "",
        "",
        "null, null",
        "null::uuid as answer_id, null as reply_to, null::uuid[] as mentioned, " + Mentions.NOBODY);
  }

  private static final String PLAIN = plain(WAITING);

  private static final String TOGETHER = plain(PASSING_OVER);

  private static final String RELATED =
      text(
          WAITING,
          """
          answer as (
            select m.id
              from sender
             cross join lateral (select * from messages x
                                  where x.conversation_id = sender.conversation_id
                                    and x.id = ?::uuid offset 0) m
             where m.type <> 'system'
               and not exists (select from hidden_messages h
                                where h.message_id = m.id and h.user_id = sender.user_id)
          ),
          """,
          "and (?::uuid is null or exists (select from answer))",
          """
          placed as (
            select id as conversation_id, user_id as sender_id, message_id,
                   seq as message_seq, seq as event_seq, '{}'::uuid[] as mentioned_before
              from next
          ), answered as materialized (
            select m.* from next
             cross join lateral (select * from messages x
                                  where x.conversation_id = next.id and x.id = ?::uuid
                                    for share) m
          ), thread as (
            insert into threads (message_id, conversation_id, reply_count, last_reply_at)
            select answered.id, answered.conversation_id, 1, next.at from answered, next
                on conflict (message_id) do update
               set reply_count = threads.reply_count + 1, last_reply_at = excluded.last_reply_at
          ), %s,
          """
              .formatted(Mentions.PARTS),
          "?::uuid, " + Mentions.MENTIONED,
          """
          (select id from answer) as answer_id,
          (select %s from answered a left join accounts w on w.id = a.sender_id) as reply_to,
          %s as mentioned,
          %s
          """
              .formatted(MessageJoins.reply("a", "w"), Mentions.MENTIONED, Mentions.ALERTED));

  /// Waits for whoever holds its rows.
  static SendStatement alone(Draft draft, Message.Type type) {
    List<@Nullable Object> parameters = parameters(List.of(draft), type);
    if (!draft.isRelated()) {
      return new SendStatement(PLAIN, parameters);
    }
    UUID answered = draft.replyTo() == null ? null : draft.replyTo().value();
    Names names = draft.names();
    parameters.addAll(
        Arrays.asList(
            answered,
            answered,
            answered,
            names.names().toArray(String[]::new),
            names.places().toArray(Integer[]::new),
            answered));
    return new SendStatement(RELATED, parameters);
  }

  /// @param drafts plain, of a conversation each
  static SendStatement together(List<Draft> drafts) {
    return new SendStatement(TOGETHER, parameters(drafts, Message.Type.TEXT));
  }

  private static List<@Nullable Object> parameters(List<Draft> drafts, Message.Type type) {
    String typeText = Enums.text(type);
    return new ArrayList<>(
        Arrays.asList(
            column(drafts, UUID[]::new, draft -> draft.conversation().value()),
            column(drafts, UUID[]::new, draft -> draft.sender().value()),
            column(drafts, UUID[]::new, draft -> draft.id().value()),
            column(drafts, String[]::new, draft -> typeText),
            column(drafts, String[]::new, Draft::content),
            column(drafts, String[]::new, Draft::clientId),
            column(drafts, String[]::new, Draft::terms),
            drafts.size()));
  }

  private static <T> @Nullable T[] column(
      List<Draft> drafts, IntFunction<@Nullable T[]> array, Function<Draft, @Nullable T> value) {
    return drafts.stream().map(value).toArray(array);
  }
}
