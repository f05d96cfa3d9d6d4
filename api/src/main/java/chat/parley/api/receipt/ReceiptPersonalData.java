package chat.parley.api.receipt;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// When somebody had read, and been delivered, how much.
@Singleton
class ReceiptPersonalData implements PersonalData {
  // A key of three parts: one conversation may have more marks than a page.
  private static final String MARKS =
      """
      with own (user_id, last) as (
        select ?::uuid, string_to_array(?, ' ')
      ), conversations as (
        select p.conversation_id, p.user_id from own join participants p using (user_id)
        union
        select d.conversation_id, d.user_id from own join departures d using (user_id)
      )
      select concat_ws(' ', m.conversation_id, m.kind, m.seq) as key,
             json_build_object(
               'conversation_id', m.conversation_id, 'kind', m.kind, 'after_seq', m.after_seq,
               'seq', m.seq, 'at', rfc3339(m.at))::text as item
        from own
        join conversations c on c.conversation_id >= own.last[1]::uuid
        join read_marks m on m.conversation_id = c.conversation_id and m.user_id = c.user_id
         and (m.conversation_id, m.kind, m.seq) >
               (own.last[1]::uuid, own.last[2], own.last[3]::bigint)
       order by m.conversation_id, m.kind, m.seq limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("read-marks.json", Part.Rows.BEFORE_ALL_IDS + " - 0", MARKS));
  }
}
