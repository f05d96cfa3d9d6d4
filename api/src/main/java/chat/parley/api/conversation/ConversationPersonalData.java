package chat.parley.api.conversation;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Where somebody is a participant, and where they were last.
@Singleton
class ConversationPersonalData implements PersonalData {
  private static final String MEMBERSHIPS =
      """
      select c.id::text as key,
             json_build_object(
               'conversation_id', c.id, 'type', c.type, 'name', c.name,
               'created_by_me', c.created_by = p.user_id, 'role', p.role,
               'joined_at', rfc3339(p.joined_at), 'muted_until', rfc3339(p.muted_until),
               'notifications', p.notifications, 'archived', p.archived, 'pinned', p.pinned,
               'last_read_seq', p.last_read_seq,
               'last_delivered_seq', p.last_delivered_seq)::text as item
        from participants p
        join conversations c on c.id = p.conversation_id
       where p.user_id = ? and p.conversation_id > ?::uuid
       order by p.conversation_id limit ?
      """;

  private static final String FORMER =
      """
      select d.conversation_id::text as key,
             json_build_object(
               'conversation_id', d.conversation_id, 'left_at', rfc3339(d.at),
               'muted_until', rfc3339(d.muted_until))::text as item
        from departures d
       where d.user_id = ? and d.conversation_id > ?::uuid
       order by d.conversation_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(
        new Part.Rows("conversations.json", Part.Rows.BEFORE_ALL_IDS, MEMBERSHIPS),
        new Part.Rows("former-conversations.json", Part.Rows.BEFORE_ALL_IDS, FORMER));
  }
}
