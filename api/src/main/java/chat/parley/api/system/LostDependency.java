package chat.parley.api.system;

import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away from a statement that is wrong.
public final class LostDependency {
  private LostDependency() {}

  public static boolean isBehind(Throwable failure) {
    Throwable each = failure;
    // Bounded: nothing forbids a cause chain to be a circle.
    for (int depth = 0; each != null && depth < 20; depth++, each = each.getCause()) {
      if (each instanceof CannotGetJdbcConnectionException
          // It broke while it was being given back, after the statements or between them.
          || each instanceof ConnectionException
          || each instanceof SQLTransientException
          || each instanceof SQLRecoverableException
          || each instanceof SQLNonTransientConnectionException
          || (each instanceof SQLException sql && isAway(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /// PostgreSQL error classes: 08 connection, 53 resources, 57P01..03 shutting down or starting,
  /// 25006 a standby that is not yet promoted. 40 is a transaction that had to give way to others:
  /// the order of locks leaves no such, but who meets one after all may simply try again.
  private static boolean isAway(@Nullable String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("40")
            || state.startsWith("53")
            || state.startsWith("57P0")
            || state.equals("25006"));
  }
}
