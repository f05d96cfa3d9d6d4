package chat.parley.api.account;

import chat.parley.shared.id.SessionId;
import java.util.List;

/// What came of changing a password.
public sealed interface PasswordResult {

  /// @param ended the sessions that this ended: all but the one it was done in
  record Changed(List<SessionId> ended) implements PasswordResult {
    public Changed {
      ended = List.copyOf(ended);
    }
  }

  /// Also when another change was quicker.
  record WrongPassword() implements PasswordResult {}
}
