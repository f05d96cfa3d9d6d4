package chat.parley.shared.auth;

/// What came of checking a token.
public sealed interface Verification {

  record Valid(AccessToken token) implements Verification {}

  /// It was good once.
  record Expired() implements Verification {}

  /// @param reason for a log; never contains the token
  record Invalid(String reason) implements Verification {}

  /// Nobody can tell now: the keys could not be fetched.
  record Unverifiable(Exception cause) implements Verification {}
}
