package chat.parley.api.account;

/// What came of a name and a password.
public sealed interface LoginResult {

  record Right(ProvenPassword proof) implements LoginResult {}

  /// An unknown name or a wrong password.
  record Wrong() implements LoginResult {}

  /// Right, but the account is kept out.
  record Suspended() implements LoginResult {}
}
