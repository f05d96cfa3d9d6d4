package chat.parley.api.conversation;

import chat.parley.api.system.Enums;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Writes what somebody has set for themselves.
@Singleton
class SettingsRepository {
  private final JdbcOperations jdbc;

  SettingsRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// The row is locked by what reads it, so of two devices the second goes on from what the first
  /// has set. What is so already is not written.
  private static final String SET =
      """
      with wanted as (
        select ?::text as notifications, ?::boolean as archived, ?::boolean as pinned
      ), place as materialized (
        select p.conversation_id, p.user_id,
               coalesce(wanted.notifications, p.notifications) as notifications,
               coalesce(wanted.archived, p.archived) as archived,
               coalesce(wanted.pinned, p.pinned) as pinned,
               p.notifications is distinct from coalesce(wanted.notifications, p.notifications)
                 or p.archived is distinct from coalesce(wanted.archived, p.archived)
                 or p.pinned is distinct from coalesce(wanted.pinned, p.pinned) as is_change
          from participants p, wanted
         where p.conversation_id = ? and p.user_id = ?
           for no key update of p
      ), changed as (
        update participants p
           set notifications = place.notifications, archived = place.archived,
               pinned = place.pinned
          from place
         where p.conversation_id = place.conversation_id and p.user_id = place.user_id
           and place.is_change
      )
      select notifications, archived, pinned, is_change from place
      """;

  /// @return empty for who is not in the conversation
  Optional<Outcome> set(ConversationId conversation, UserId user, SettingsRequest wanted) {
    Conversation.Notifications notifications = wanted.chosenNotifications();
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SET)) {
            statement.setString(
                1, notifications == null ? null : notifications.name().toLowerCase(Locale.ROOT));
            statement.setObject(2, wanted.archived());
            statement.setObject(3, wanted.pinned());
            statement.setObject(4, conversation.value());
            statement.setObject(5, user.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(outcome(row)) : Optional.empty();
            }
          }
        });
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    return new Outcome(
        new ParticipantSettings(
            Enums.of(Conversation.Notifications.class, row.getString("notifications")),
            row.getBoolean("archived"),
            row.getBoolean("pinned")),
        row.getBoolean("is_change"));
  }

  /// @param changed whether they were any different before
  record Outcome(ParticipantSettings settings, boolean changed) {}
}
