package chat.parley.api.mail;

/// Takes mails to where they are read.
interface Carrier {

  /// @throws RuntimeException when it wasn't taken; then it is tried again
  Taken carry(Letter letter);

  /// What became of it.
  enum Taken {
    TAKEN,
    /// There is no such mailbox, and trying again will not make one.
    REFUSED,
    /// Nobody takes mail here.
    DROPPED
  }
}
