package chat.parley.api.replica;

import java.sql.Connection;
import java.sql.SQLException;

/// What is asked of a database, of whichever that is.
@FunctionalInterface
public interface Question<T> {
  T ask(Connection database) throws SQLException;
}
