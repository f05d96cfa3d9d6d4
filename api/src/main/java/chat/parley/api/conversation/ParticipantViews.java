package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Conversations as their participants see them, for other packages and many at once.
@Singleton
public class ParticipantViews {
  private final JdbcOperations jdbc;
  private final ConversationRows rows;

  ParticipantViews(JdbcOperations jdbc, ConversationRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private static final String VIEWS =
      ConversationRows.SELECT
          + """
            , p.joined_seq
              from unnest(?::uuid[], ?::uuid[]) as w (conversation_id, user_id)
              join participants p on p.conversation_id = w.conversation_id and p.user_id = w.user_id
              join conversations c on c.id = p.conversation_id
            """
          + ConversationRows.JOINS;

  /// One statement whatever their number.
  ///
  /// @return without those who are not, or no longer, participants
  public Map<Participant, View> of(Collection<Participant> participants) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(VIEWS)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid",
                    participants.stream().map(each -> each.conversation().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "uuid", participants.stream().map(each -> each.user().value()).toArray()));
            Map<Participant, View> views = new HashMap<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                Conversation conversation = rows.read(found);
                UserId user = new UserId(found.getObject("viewer_id", UUID.class));
                views.put(
                    new Participant(conversation.id(), user),
                    new View(conversation, found.getLong("joined_seq")));
              }
            }
            return views;
          }
        });
  }

  /// @return empty for who is not, or no longer, in it
  public Optional<Conversation> of(ConversationId conversation, UserId viewer) {
    Participant participant = new Participant(conversation, viewer);
    return Optional.ofNullable(of(Set.of(participant)).get(participant)).map(View::conversation);
  }

  public record Participant(ConversationId conversation, UserId user) {}

  /// @param joinedSeq where the present membership began: nothing up to it is the participant's
  public record View(Conversation conversation, long joinedSeq) {}
}
