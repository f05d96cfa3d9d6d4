package chat.parley.api.block;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Whom somebody has blocked. Who has blocked them is not theirs to know.
@Singleton
class BlockPersonalData implements PersonalData {
  private static final String BLOCKS =
      """
      select blocked_id::text as key,
             json_build_object(
               'user_id', blocked_id, 'blocked_at', rfc3339(blocked_at))::text as item
        from blocks
       where blocker_id = ? and blocked_id > ?::uuid
       order by blocked_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("blocks.json", Part.Rows.BEFORE_ALL_IDS, BLOCKS));
  }
}
