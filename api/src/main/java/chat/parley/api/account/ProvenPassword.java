package chat.parley.api.account;

import chat.parley.shared.id.UserId;

/// Somebody knew the password of an account, as it is stored under this hash. Worth something
/// only as long as that is the account's hash: a change of the password makes it void.
public record ProvenPassword(UserId user, String passwordHash) {
  /// Without the hash.
  @Override
  public String toString() {
    return "ProvenPassword[user=" + user + "]";
  }
}
