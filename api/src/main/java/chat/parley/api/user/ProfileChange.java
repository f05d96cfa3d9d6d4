package chat.parley.api.user;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Given;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What somebody wants to be called from now on; `null` leaves something as it is.
@Introspected
record ProfileChange(
    @Nullable @Pattern(regexp = Names.USERNAME, message = Names.USERNAME_RULE) String username,
    @Nullable @Email @Size(min = 3, max = 254) String email,
    @Nullable @CodePoints(min = 1, max = 100) Given displayName,
    @Nullable @CodePoints(max = 500) Given bio) {

  /// Without the address.
  @Override
  public String toString() {
    return "ProfileChange[username=" + username + "]";
  }
}
