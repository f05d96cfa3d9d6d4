package chat.parley.api.user;

import chat.parley.api.avatar.AvatarOwners;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has which picture.
@Singleton
class UserAvatarRepository implements AvatarOwners {
  static final char KIND = 'u';

  private final JdbcOperations jdbc;

  UserAvatarRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public char kind() {
    return KIND;
  }

  private static final String REPLACE =
      """
      with before as (
        select id, avatar_url from accounts
         where id = ? and deleted_at is null
           for no key update
      )
      update accounts u
         set avatar_url = ?
        from before
       where u.id = before.id and u.avatar_url is distinct from ?
      returning before.avatar_url
      """;

  /// Of two at once the second sees what the first put, so each picture is replaced once.
  Replaced replace(UserId user, @Nullable String url) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            statement.setObject(1, user.value());
            statement.setString(2, url);
            statement.setString(3, url);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? new Replaced.By(rows.getString("avatar_url"))
                  : new Replaced.Nothing();
            }
          }
        });
  }

  @Override
  public Set<String> owned(Collection<String> urls) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select avatar_url from accounts where avatar_url = any (?)")) {
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

  /// What came of putting another picture, or none.
  sealed interface Replaced {

    /// @param before what was there
    record By(@Nullable String before) implements Replaced {}

    /// It was so already, or the account is gone.
    record Nothing() implements Replaced {}
  }
}
