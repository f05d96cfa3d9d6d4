package chat.parley.api.user;

/// What came of changing one's profile.
sealed interface ProfileResult {

  /// @param seen whether others see something of it
  /// @param newAddress whether the e-mail address is another one now
  record Changed(boolean seen, boolean newAddress) implements ProfileResult {}

  record UsernameTaken() implements ProfileResult {}

  record EmailTaken() implements ProfileResult {}

  /// There is no such account any more.
  record Gone() implements ProfileResult {}
}
