package chat.parley.api.reaction;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// What somebody put under which message.
@Singleton
class ReactionPersonalData implements PersonalData {
  private static final String REACTIONS =
      """
      select message_id::text as key,
             json_build_object(
               'message_id', message_id,
               'reactions', json_agg(
                 json_build_object('emoji', emoji, 'created_at', rfc3339(created_at))
                 order by created_at))::text as item
        from reactions
       where user_id = ? and message_id > ?::uuid
       group by message_id
       order by message_id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("reactions.json", Part.Rows.BEFORE_ALL_IDS, REACTIONS));
  }
}
