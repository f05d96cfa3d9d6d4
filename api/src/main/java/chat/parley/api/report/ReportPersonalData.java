package chat.parley.api.report;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// What somebody reported. What others reported of them is not in it: it would tell on those.
@Singleton
class ReportPersonalData implements PersonalData {
  private static final String REPORTS =
      """
      select id::text as key,
             json_build_object(
               'id', id, 'message_id', message_id, 'user_id', user_id, 'reason', reason,
               'created_at', rfc3339(created_at))::text as item
        from reports
       where reporter_id = ? and id > ?::uuid
       order by id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("reports.json", Part.Rows.BEFORE_ALL_IDS, REPORTS));
  }
}
