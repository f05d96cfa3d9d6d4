package chat.parley.api.message;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// What somebody wrote, with its earlier texts, and what they hid from themselves.
@Singleton
class MessagePersonalData implements PersonalData {
  private static final String MESSAGES =
      """
      select m.id::text as key,
             json_build_object(
               'id', m.id, 'conversation_id', m.conversation_id, 'seq', m.seq, 'type', m.type,
               'content', m.content, 'client_id', m.client_id, 'reply_to', m.reply_to,
               'forwarded_from', m.forwarded_from, 'mentions', coalesce(m.mentioned, '{}'),
               'created_at', rfc3339(m.created_at), 'edited_at', rfc3339(m.edited_at),
               'deleted_at', rfc3339(m.deleted_at),
               'edits', (select coalesce(
                                  json_agg(
                                    json_build_object(
                                      'content', e.content, 'written_at', rfc3339(e.written_at))
                                    order by e.version),
                                  '[]')
                           from message_edits e where e.message_id = m.id))::text as item
        from messages m
       where m.sender_id = ? and m.id > ?::uuid
       order by m.id limit ?
      """;

  private static final String HIDDEN =
      """
      select message_id::text as key,
             json_build_object('message_id', message_id)::text as item
        from hidden_messages
       where user_id = ? and message_id > ?::uuid
       order by message_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(
        new Part.Rows("messages.json", Part.Rows.BEFORE_ALL_IDS, MESSAGES),
        new Part.Rows("hidden-messages.json", Part.Rows.BEFORE_ALL_IDS, HIDDEN));
  }
}
