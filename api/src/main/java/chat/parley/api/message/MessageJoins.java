package chat.parley.api.message;

import chat.parley.api.media.Attachments;

/// The SQL of what there is about a message beside its own row.
final class MessageJoins {
  private MessageJoins() {}

  /// See [MessageRows#joins]. That there is a key is said beside the look-up by it: so PostgreSQL
  /// doesn't begin with one that can find nothing, in the parts that `messages` consists of. Where
  /// something was said first is in another conversation, mostly, so in any of them.
  static String of(String viewer) {
    return """
        left join lateral (
          select json_agg(
                   json_build_object(
                     'emoji', n.emoji,
                     'count', n.count,
                     'me', (select count(*) from reactions own
                             where own.message_id = n.message_id
                               and own.emoji = n.emoji
                               and own.user_id = %1$s) > 0,
                     'user_ids', (select json_agg(early.user_id order by early.created_at)
                                    from (select r.user_id, r.created_at from reactions r
                                           where r.message_id = n.message_id and r.emoji = n.emoji
                                           order by r.created_at limit 20) early))
                   order by n.first_at) as reactions
            from reaction_counts n
           where n.message_id = m.id) shown on true
        left join lateral (
          %4$s
        ) carried (attachments) on true
        left join lateral (
          select t.reply_count, t.last_reply_at from threads t where t.message_id = m.id limit 1
        ) thread on true
        left join lateral (
          select %2$s as reply_to,
                 exists (select from hidden_messages h
                          where h.message_id = a.id and h.user_id = %1$s) as is_hidden
            from messages a left join accounts w on w.id = a.sender_id
           where a.conversation_id = m.conversation_id and a.id = m.reply_to
             and m.reply_to is not null limit 1
        ) answered on true
        left join lateral (
          select json_build_object('message_id', o.id, 'conversation_id', o.conversation_id,
                                   'sender', %3$s) as forwarded_from,
                 o.conversation_id = m.conversation_id as is_shared,
                 exists (select from participants q
                          where q.conversation_id = o.conversation_id and q.user_id = %1$s)
                   and not exists (select from hidden_messages h
                                    where h.message_id = o.id and h.user_id = %1$s) as is_readable
            from messages o left join accounts w on w.id = o.sender_id
           where o.id = m.forwarded_from and m.forwarded_from is not null
             and o.deleted_at is null limit 1
        ) origin on true
        """
        .formatted(viewer, reply("a", "w"), author("w"), Attachments.of("m"));
  }

  /// How much of a text stands in the answers to it, in code points.
  private static final int EXCERPT = 140;

  /// What an answer says of the message that it answers, as JSON.
  ///
  /// @param message the alias of its row
  /// @param sender that of its sender's account, from an outer join
  static String reply(String message, String sender) {
    return """
        json_build_object('id', %1$s.id, 'seq', %1$s.seq, 'sender', %2$s,
                          'excerpt', left(%1$s.content, %3$d),
                          'deleted', %1$s.deleted_at is not null)
        """
        .formatted(message, author(sender), EXCERPT);
  }

  private static String author(String account) {
    return """
        case when %1$s.id is not null then
          json_build_object('id', %1$s.id, 'username', %1$s.username,
                            'display_name', %1$s.display_name, 'avatar_url', %1$s.avatar_url) end
        """
        .formatted(account);
  }
}
