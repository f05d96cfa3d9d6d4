package chat.parley.api.participant;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Deleted accounts that still take part.
@Singleton
class DeletedParticipantRepository {
  private final JdbcOperations jdbc;

  DeletedParticipantRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String REMAINING =
      """
      select p.conversation_id, p.user_id
        from accounts a
        join participants p on p.user_id = a.id
        join conversations c on c.id = p.conversation_id
       where a.deleted_at is not null and not a.departed and c.type <> 'direct'
       limit 100
      """;

  /// Some of them; none when all is done.
  List<Membership> remaining() {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REMAINING);
              ResultSet rows = statement.executeQuery()) {
            List<Membership> remaining = new ArrayList<>();
            while (rows.next()) {
              remaining.add(
                  new Membership(
                      new ConversationId(rows.getObject("conversation_id", UUID.class)),
                      new UserId(rows.getObject("user_id", UUID.class))));
            }
            return remaining;
          }
        });
  }

  // Not before all changes are over that had seen the account alive: one of them may just be
  // making it a participant.
  private static final String MARK =
      """
      update accounts a set departed = true
       where a.deleted_at < now() - interval '2 minutes' and not a.departed
         and not exists (select from participants p
                           join conversations c on c.id = p.conversation_id
                          where p.user_id = a.id and c.type <> 'direct')
      """;

  /// Those who have left all are not looked at again.
  void markDeparted() {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            return statement.executeUpdate();
          }
        });
  }

  record Membership(ConversationId conversation, UserId user) {}
}
