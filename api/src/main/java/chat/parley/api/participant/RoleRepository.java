package chat.parley.api.participant;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has which role, and who is muted. All of it within
/// [chat.parley.api.conversation.MembershipChanges], of rows that are locked.
@Singleton
class RoleRepository {
  private final JdbcOperations jdbc;

  RoleRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String SUCCESSOR =
      """
      select user_id from participants
       where conversation_id = ? and user_id <> ?
       order by role = 'admin' desc, joined_at, user_id
       limit 1
      """;

  /// The oldest admin, else the oldest member; of those who came together, the older account.
  Optional<UserId> successor(ConversationId conversation, UserId owner) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SUCCESSOR)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, owner.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new UserId(row.getObject(1, UUID.class)))
                  : Optional.empty();
            }
          }
        });
  }

  /// One statement: nobody finds two owners, or none. Nobody could end the mute of an owner, so
  /// it ends by itself.
  private static final String HAND_OVER =
      """
      update participants
         set role = case when user_id = ? then 'owner' else 'admin' end, muted_until = null
       where conversation_id = ? and user_id in (?, ?)
      """;

  void handOver(ConversationId conversation, UserId owner, UserId heir) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(HAND_OVER)) {
            statement.setObject(1, heir.value());
            statement.setObject(2, conversation.value());
            statement.setObject(3, owner.value());
            statement.setObject(4, heir.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String SET_ROLE =
      "update participants set role = ? where conversation_id = ? and user_id = ?";

  void setRole(ConversationId conversation, UserId user, Conversation.Role role) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SET_ROLE)) {
            statement.setString(1, role.name().toLowerCase(Locale.ROOT));
            statement.setObject(2, conversation.value());
            statement.setObject(3, user.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String MUTE =
      "update participants set muted_until = ? where conversation_id = ? and user_id = ?";

  /// @param until `null` for no longer
  void mute(ConversationId conversation, UserId user, @Nullable Instant until) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MUTE)) {
            statement.setObject(1, until == null ? null : until.atOffset(ZoneOffset.UTC));
            statement.setObject(2, conversation.value());
            statement.setObject(3, user.value());
            return statement.executeUpdate();
          }
        });
  }
}
