package chat.parley.api.user;

import chat.parley.api.account.Taken;
import chat.parley.api.system.Given;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Changes what people say about themselves.
@Singleton
class ProfileRepository {
  private final JdbcOperations jdbc;

  ProfileRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  // An address that is the same to the letter stays as verified as it was.
  private static final String CHANGE =
      """
      with before as (
        select id, username, display_name, bio, email from accounts
         where id = ? and deleted_at is null
           for no key update
      ), wanted as (
        select ?::text as username, ?::text as email,
               ?::boolean as has_display_name, ?::text as display_name,
               ?::boolean as has_bio, ?::text as bio
      )
      update accounts u
         set username = coalesce(wanted.username, u.username),
             email = coalesce(wanted.email, u.email),
             email_verified = u.email_verified and coalesce(wanted.email = u.email, true),
             display_name = case when wanted.has_display_name
                                 then coalesce(wanted.display_name, wanted.username, u.username)
                                 else u.display_name end,
             bio = case when wanted.has_bio then wanted.bio else u.bio end
        from before, wanted
       where u.id = before.id
      returning (u.username, u.display_name, u.bio) is distinct from
                  (before.username, before.display_name, before.bio) as is_seen,
                u.email is distinct from before.email as is_new_address
      """;

  ProfileResult change(UserId user, ProfileChange change) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
            statement.setObject(1, user.value());
            statement.setString(2, change.username());
            statement.setString(3, change.email());
            bind(statement, 4, change.displayName());
            bind(statement, 6, change.bio());
            return changed(statement);
          } catch (PSQLException e) {
            return switch (Taken.by(e)) {
              case USERNAME -> new ProfileResult.UsernameTaken();
              case EMAIL -> new ProfileResult.EmailTaken();
            };
          }
        });
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Given given)
      throws SQLException {
    statement.setBoolean(index, given != null);
    statement.setString(index + 1, given == null ? null : given.value());
  }

  private static ProfileResult changed(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? new ProfileResult.Changed(rows.getBoolean("is_seen"), rows.getBoolean("is_new_address"))
          : new ProfileResult.Gone();
    }
  }
}
