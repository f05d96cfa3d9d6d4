package chat.parley.api.account;

/// What came of changing a password.
public sealed interface PasswordResult {

  record Changed() implements PasswordResult {}

  /// Also when another change was quicker.
  record WrongPassword() implements PasswordResult {}
}
