package chat.parley.api.friend;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Somebody's friends, and the requests by them and to them that wait for an answer.
@Singleton
class FriendPersonalData implements PersonalData {
  private static final String TIES =
      """
      select id::text as key,
             json_build_object(
               'id', id, 'user_id', case when low_id = me then high_id else low_id end,
               'requested_by', requested_by, 'requested_at', rfc3339(requested_at),
               'accepted_at', rfc3339(accepted_at))::text as item
        from (select ?::uuid as me) self
        join friendships on low_id = me or high_id = me
       where id > ?::uuid and accepted_at is %s null
       order by id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(
        new Part.Rows("friends.json", Part.Rows.BEFORE_ALL_IDS, TIES.formatted("not")),
        new Part.Rows("friend-requests.json", Part.Rows.BEFORE_ALL_IDS, TIES.formatted("")));
  }
}
