package chat.parley.api.user;

import chat.parley.api.system.Given;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/users/me`: what is left out stays as it is.
///
/// @param displayName `null` makes it the username
/// @param email is unverified until it is confirmed
/// @param bio `null` takes it away
@Serdeable(naming = SnakeCaseStrategy.class)
record ProfileRequest(
    @Nullable Given displayName,
    @Nullable Given email,
    @Nullable Given bio,
    @Nullable Given username) {

  ProfileChange change() {
    return new ProfileChange(required(username), required(email), displayName, bio);
  }

  /// `null` is as little an address as nothing in quotes.
  private static @Nullable String required(@Nullable Given given) {
    return given == null ? null : Objects.requireNonNullElse(given.value(), "");
  }

  /// Without the address.
  @Override
  public String toString() {
    return "ProfileRequest[username=" + username + "]";
  }
}
