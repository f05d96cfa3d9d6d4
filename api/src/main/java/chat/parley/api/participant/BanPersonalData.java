package chat.parley.api.participant;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Where somebody is kept out, but not by whom: that says something about others.
@Singleton
class BanPersonalData implements PersonalData {
  private static final String BANS =
      """
      select conversation_id::text as key,
             json_build_object(
               'conversation_id', conversation_id, 'banned_at', rfc3339(banned_at))::text as item
        from bans
       where user_id = ? and conversation_id > ?::uuid
       order by conversation_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("bans.json", Part.Rows.BEFORE_ALL_IDS, BANS));
  }
}
