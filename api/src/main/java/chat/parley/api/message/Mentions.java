package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.shared.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the statements that write a text do about the people whom it names. Only the names in it
/// are looked up, so it doesn't matter how many are in the conversation.
final class Mentions {
  private Mentions() {}

  /// Further parts of a `with` clause. They want `placed`, a row or none, of: `conversation_id`,
  /// `sender_id`, `message_id`, `message_seq`, `event_seq` (of the event that tells of it), and
  /// `mentioned_before`; parameters: the two columns of [Names]. They give `named`, everybody who
  /// is named (`user_id`, `place`), and `alerted`, the outbox rows (`id`, `user_id`).
  ///
  /// Who is named is not told of themselves, nor of somebody whom they have blocked, nor of what
  /// they have hidden.
  static final String PARTS =
      """
      named as materialized (
        select user_id, min(place) as place
          from (select distinct on (n.place) n.place, p.user_id
                  from placed
                 cross join unnest(?::text[], ?::int[]) with ordinality as n (name, place, rank)
                  join accounts a on lower(a.username) = n.name and a.deleted_at is null
                  join participants p on p.conversation_id = placed.conversation_id
                                     and p.user_id = a.id
                 order by n.place, n.rank) first
         group by user_id
      ), remembered as (
        insert into mentions (user_id, conversation_id, seq, message_id)
        select named.user_id, placed.conversation_id, placed.message_seq, placed.message_id
          from named, placed
         where named.user_id <> placed.sender_id
           and named.user_id <> all (placed.mentioned_before)
           and not exists (select from blocks b
                            where b.blocker_id = named.user_id
                              and b.blocked_id = placed.sender_id)
           and not exists (select from hidden_messages h
                            where h.message_id = placed.message_id
                              and h.user_id = named.user_id)
        returning user_id
      ), alerted as (
        insert into outbox (kind, conversation_id, seq, user_id, created_at)
        select 'mentioned', placed.conversation_id, placed.event_seq, remembered.user_id,
               clock_timestamp()
          from remembered, placed
        returning id, user_id
      )
      """;

  /// Everybody who is named, for the message's own row.
  static final String MENTIONED = "(select array_agg(user_id order by place) from named)";

  /// Columns for [#alerts].
  static final String ALERTED =
      """
      (select array_agg(id order by user_id) from alerted) as alerted_by,
      (select array_agg(user_id order by user_id) from alerted) as alerted
      """;

  /// The same columns of a statement that names nobody.
  static final String NOBODY = "null::bigint[] as alerted_by, null::uuid[] as alerted";

  static List<Alert> alerts(ResultSet row) throws SQLException {
    List<UserId> users = MessageRows.users(row, "alerted");
    if (users.isEmpty()) {
      return List.of();
    }
    Long[] rows = (Long[]) row.getArray("alerted_by").getArray();
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      alerts.add(new Alert(new OutboxId(rows[i]), users.get(i)));
    }
    return alerts;
  }
}
