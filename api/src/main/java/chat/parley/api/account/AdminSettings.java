package chat.parley.api.account;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The first admin. Without `username` none is appointed.
///
/// @param username whose account becomes an admin's at the start; created when there is none and
///     one of the next two is given
/// @param password of an account that is created. For one that is there it must be right, or
///     nobody is appointed: somebody else may have taken the name.
/// @param passwordHash the same as an Argon2id or bcrypt hash
/// @param email of an account that is created; else an address that reaches nobody
@ConfigurationProperties("parley.admin")
public record AdminSettings(
    @Nullable @Pattern(regexp = "[A-Za-z0-9_.-]{3,32}") String username,
    @Nullable @Size(min = 8, max = 128) String password,
    @Nullable @Pattern(regexp = "\\$(argon2id|2[aby])\\$.+") String passwordHash,
    @Nullable @Pattern(regexp = "[^@\\s]+@[^@\\s]+") String email) {
  /// Without what opens the account.
  @Override
  public String toString() {
    return "AdminSettings[username=" + username + "]";
  }
}
