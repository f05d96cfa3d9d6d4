package chat.parley.api.moderation;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// What the audit log has of what somebody did. What others did to them is those others', too,
/// and not in it.
@Singleton
class AuditPersonalData implements PersonalData {
  private static final String DEEDS =
      """
      select id::text as key,
             json_build_object(
               'id', id, 'at', rfc3339(at), 'action', action, 'target_type', target_type,
               'target_id', target_id, 'ip', ip, 'details', details)::text as item
        from audit_log
       where actor_id = ? and id > ?::uuid
       order by id
       limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("audit.json", Part.Rows.BEFORE_ALL_IDS, DEEDS));
  }
}
