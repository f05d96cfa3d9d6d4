package chat.parley.api.account;

import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/// What somebody wants to be known by and another account has already. Of two who want the same
/// at once the unique indexes decide, and one of them is told.
public enum Taken {
  USERNAME,
  EMAIL;

  /// @throws PSQLException the failure itself, when it was another one
  public static Taken by(PSQLException failure) throws PSQLException {
    ServerErrorMessage message = failure.getServerErrorMessage();
    if (message == null || !PSQLState.UNIQUE_VIOLATION.getState().equals(failure.getSQLState())) {
      throw failure;
    }
    return "accounts_email_key".equals(message.getConstraint()) ? EMAIL : USERNAME;
  }
}
