package chat.parley.api.conversation;

import chat.parley.api.avatar.AvatarOwners;
import chat.parley.shared.id.ConversationId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What a conversation looks like.
@Singleton
class DescriptionRepository implements AvatarOwners {
  static final char KIND = 'c';

  private final JdbcOperations jdbc;

  DescriptionRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public char kind() {
    return KIND;
  }

  private static final String CHANGE =
      """
      update conversations
         set name = ?, description = ?, visibility = ?, avatar_url = ?,
             updated_at = last_activity_at
       where id = ?
      """;

  /// After its events were appended: it was updated at their time.
  void change(ConversationId conversation, Standing after) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
            statement.setString(1, after.name());
            statement.setString(2, after.description());
            statement.setString(3, after.visibility().name().toLowerCase(Locale.ROOT));
            statement.setString(4, after.avatarUrl());
            statement.setObject(5, conversation.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String OWNED =
      "select avatar_url from conversations where avatar_url = any (?)";

  @Override
  public Set<String> owned(Collection<String> urls) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OWNED)) {
            statement.setArray(1, connection.createArrayOf("text", urls.toArray()));
            Set<String> owned = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                owned.add(rows.getString(1));
              }
            }
            return owned;
          }
        });
  }
}
