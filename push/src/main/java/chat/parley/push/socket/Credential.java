package chat.parley.push.socket;

/// What an opening request shows to be let in. Never logged.
sealed interface Credential {

  /// Opens one socket, once.
  record Ticket(String value) implements Credential {
    /// Without the secret.
    @Override
    public String toString() {
      return "Ticket[…]";
    }
  }

  /// An access token.
  record Token(String value) implements Credential {
    /// Without the secret.
    @Override
    public String toString() {
      return "Token[…]";
    }
  }
}
