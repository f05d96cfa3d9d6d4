package chat.parley.api.pin;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Which messages somebody pinned.
@Singleton
class PinPersonalData implements PersonalData {
  private static final String PINS =
      """
      select id::text as key,
             json_build_object('message_id', id, 'pinned_at', rfc3339(pinned_at))::text as item
        from messages
       where pinned_by = ? and id > ?::uuid
       order by id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("pins.json", Part.Rows.BEFORE_ALL_IDS, PINS));
  }
}
