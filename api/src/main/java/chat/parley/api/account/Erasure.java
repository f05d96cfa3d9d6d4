package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import java.sql.Connection;
import java.sql.SQLException;

/// Erases what a package keeps about a person whose account is being deleted. All beans of this
/// type are called, in no special order, inside the transaction that deletes the account; its row
/// is locked and still as it was.
///
/// It must take its locks in the order in which the package's other statements do. The
/// transaction may be tried again, so nothing but the database may be touched here: what others
/// are to hear of it is said after the commit.
public interface Erasure {
  void erase(Connection connection, UserId user) throws SQLException;
}
