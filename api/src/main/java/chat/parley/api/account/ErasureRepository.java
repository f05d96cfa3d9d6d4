package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/// What deleting an account does to its own rows.
@Singleton
class ErasureRepository {
  private static final int NAMES = 4;
  private final SecureRandom random = new SecureRandom();

  private static final String LOCK =
      """
      select from accounts
       where id = ? and password_hash = ? and deleted_at is null
         for no key update
      """;

  /// Before anything else: two deletions at once come one after the other, and a login that is
  /// about to begin a session has begun it, or waits and finds no account.
  ///
  /// @return whether the account is still there and the password still the one that was checked
  boolean lock(Connection connection, ProvenPassword proven) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setObject(1, proven.user().value());
      statement.setString(2, proven.passwordHash());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  // The first of some names that nobody has. That another deletion takes it in this moment, too,
  // is one in four thousand million; then the unique index refuses the second, which can be
  // repeated.
  private static final String ERASE =
      """
      with erased as (
        update accounts
           set username = (select name
                             from unnest(?::text[]) with ordinality as candidate (name, place)
                            where not exists (select from accounts
                                               where lower(username) = candidate.name)
                            order by place
                            limit 1),
               display_name = 'Deleted user', email = null, email_verified = false,
               password_hash = null,
               avatar_url = null, bio = null, status_text = null, last_seen_at = null,
               role = 'user', online = false, chosen_status = 'online', suspended_reason = null,
               deleted_at = clock_timestamp()
         where id = ?
      ), tokens as (
        delete from mail_tokens where user_id = ?
      )
      delete from mail_outbox
       where lower(email) = (select lower(email) from accounts where id = ?)
      """;

  /// As the last of the transaction: until here others could still look at the account.
  void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
      statement.setArray(1, connection.createArrayOf("text", names(user)));
      statement.setObject(2, user.value());
      statement.setObject(3, user.value());
      statement.setObject(4, user.value());
      statement.executeUpdate();
    }
  }

  /// The first by the random end of the id, the others by chance.
  private String[] names(UserId user) {
    String[] names = new String[NAMES];
    String id = user.toString();
    names[0] = "deleted-" + id.substring(id.length() - 8);
    for (int i = 1; i < NAMES; i++) {
      names[i] = "deleted-" + HexFormat.of().toHexDigits(random.nextInt());
    }
    return names;
  }
}
