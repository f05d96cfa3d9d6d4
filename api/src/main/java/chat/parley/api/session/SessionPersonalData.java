package chat.parley.api.session;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// The devices that somebody logged in with, without what they proved it by.
@Singleton
class SessionPersonalData implements PersonalData {
  private static final String SESSIONS =
      """
      select id::text as key,
             json_build_object(
               'id', id, 'device_name', device_name, 'user_agent', user_agent, 'ip', ip,
               'created_at', rfc3339(created_at), 'last_used_at', rfc3339(last_used_at),
               'revoked_at', rfc3339(revoked_at), 'revoked_reason', revoked_reason)::text as item
        from sessions
       where user_id = ? and id > ?::uuid
       order by id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("sessions.json", Part.Rows.BEFORE_ALL_IDS, SESSIONS));
  }
}
