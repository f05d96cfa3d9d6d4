package chat.parley.api.account;

import chat.parley.api.system.Sha256;
import chat.parley.api.system.Unguessable;

/// What whoever reads the mail of an address can show: 256 random bits, of which only the SHA-256
/// is stored.
record MailToken(String value) {
  static MailToken random() {
    return new MailToken(Unguessable.text());
  }

  byte[] hash() {
    return Sha256.of(value);
  }

  /// What it is good for.
  enum Purpose {
    VERIFY,
    RESET
  }

  /// Without the token.
  @Override
  public String toString() {
    return "MailToken[…]";
  }
}
