package chat.parley.api.mention;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Which messages named somebody; what they say is their senders'.
@Singleton
class MentionPersonalData implements PersonalData {
  private static final String MENTIONS =
      """
      select message_id::text as key,
             json_build_object(
               'message_id', message_id, 'conversation_id', conversation_id, 'seq', seq)::text
               as item
        from mentions
       where user_id = ? and message_id > ?::uuid
       order by message_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("mentions.json", Part.Rows.BEFORE_ALL_IDS, MENTIONS));
  }
}
