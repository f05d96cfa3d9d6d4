package chat.parley.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The database that is filled. The user is a superuser, for no trigger is to look at each row.
public record Target(String url, String username, String password) {

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Target[" + url + "]";
  }
}
