package chat.parley.api.user;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Who hears of what changes about somebody, whether that is their presence or their name: their
/// own devices, their friends, and those in each of their conversations that is not too large
/// (direct ones are never). Not those whom they have blocked.
@Singleton
public class Audiences {
  private final JdbcOperations jdbc;
  private final AudienceSettings settings;

  Audiences(JdbcOperations jdbc, AudienceSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /// Friends have not blocked each other.
  private static final String AUDIENCES =
      """
      select p.user_id, p.conversation_id, null::uuid as friend_id,
             array(select b.blocked_id
                     from blocks b
                     join participants q on q.conversation_id = p.conversation_id
                                        and q.user_id = b.blocked_id
                    where b.blocker_id = p.user_id) as hidden_from
        from participants p
        join conversations c on c.id = p.conversation_id
       where p.user_id = any (?) and c.participant_count <= ? and c.deleted_at is null
       union all
      select low_id, null, high_id, '{}' from friendships
       where low_id = any (?) and accepted_at is not null
       union all
      select high_id, null, low_id, '{}' from friendships
       where high_id = any (?) and accepted_at is not null
      """;

  /// Who is reached in several ways is told several times; push lets a socket hear it once.
  ///
  /// @param each one after the other, for there may be many
  public void forEach(Collection<UserId> users, BiConsumer<UserId, Audience> each) {
    users.forEach(user -> each.accept(user, new Audience(Channels.of(user), List.of())));
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AUDIENCES)) {
            Array ids =
                connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray());
            statement.setArray(1, ids);
            statement.setInt(2, settings.largestAudience());
            statement.setArray(3, ids);
            statement.setArray(4, ids);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                each.accept(
                    new UserId(rows.getObject("user_id", UUID.class)),
                    new Audience(channel(rows), hiddenFrom(rows)));
              }
            }
            return users;
          }
        });
  }

  private static final String SHARE =
      """
      select exists (select from participants p
                       join participants q on q.conversation_id = p.conversation_id
                       join conversations c on c.id = p.conversation_id
                      where p.user_id = ? and q.user_id = ?
                        and c.participant_count <= ? and c.deleted_at is null)
      """;

  /// Whether two are in a conversation together in which changes are told.
  public boolean share(UserId one, UserId other) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SHARE)) {
            statement.setObject(1, one.value());
            statement.setObject(2, other.value());
            statement.setInt(3, settings.largestAudience());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() && row.getBoolean(1);
            }
          }
        });
  }

  private static String channel(ResultSet row) throws SQLException {
    UUID conversation = row.getObject("conversation_id", UUID.class);
    return conversation == null
        ? Channels.of(new UserId(row.getObject("friend_id", UUID.class)))
        : Channels.of(new ConversationId(conversation));
  }

  private static List<UserId> hiddenFrom(ResultSet row) throws SQLException {
    UUID[] ids = (UUID[]) row.getArray("hidden_from").getArray();
    return Arrays.stream(ids).map(UserId::new).toList();
  }

  /// One way to several people.
  ///
  /// @param except those on it who are not to hear
  public record Audience(String channel, List<UserId> except) {
    public Audience {
      except = List.copyOf(except);
    }
  }
}
