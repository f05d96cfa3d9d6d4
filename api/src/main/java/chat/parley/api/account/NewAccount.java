package chat.parley.api.account;

import org.jspecify.annotations.Nullable;

/// What somebody asks for when registering, already checked for its form.
public record NewAccount(
    String username, String email, String password, @Nullable String displayName) {

  /// Without the password.
  @Override
  public String toString() {
    return "NewAccount[username=" + username + "]";
  }
}
