package chat.parley.api.invite;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Whom somebody wanted to let in where, but not by which code: it still opens a door.
@Singleton
class InvitePersonalData implements PersonalData {
  private static final String INVITES =
      """
      select code as key,
             json_build_object(
               'conversation_id', conversation_id, 'created_at', rfc3339(created_at),
               'expires_at', rfc3339(expires_at), 'max_uses', max_uses, 'uses', uses)::text as item
        from invites
       where created_by = ? and code > ?
       order by code limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("invites.json", "", INVITES));
  }
}
