package chat.parley.api.mail;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// The mail to somebody's address that is not sent yet. What it says is made when it goes.
@Singleton
class MailPersonalData implements PersonalData {
  private static final String BEFORE_ALL = "0";

  private static final String ORDERS =
      """
      select m.id::text as key,
             json_build_object(
               'kind', m.kind, 'email', m.email, 'created_at', rfc3339(m.created_at),
               'attempts', m.attempts, 'due_at', rfc3339(m.due_at))::text as item
        from accounts a
        join mail_outbox m on m.kind in ('verify', 'reset') and lower(m.email) = lower(a.email)
       where a.id = ? and m.id > ?::bigint
       order by m.id limit ?
      """;

  @Override
  public List<Part> of(UserId user) {
    return List.of(new Part.Rows("mail-orders.json", BEFORE_ALL, ORDERS));
  }
}
