package chat.parley.api.user;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user as they see themselves: [User] and what is nobody else's business.
///
/// @param status what they have chosen, whether or not they have a socket now
@Serdeable(naming = SnakeCaseStrategy.class)
public record Me(
    UserId id,
    String username,
    String displayName,
    @Nullable String avatarUrl,
    @Nullable String bio,
    ChosenStatus status,
    @Nullable String statusText,
    @Nullable Instant lastSeenAt,
    @JsonProperty("is_bot") boolean bot,
    boolean deleted,
    Instant createdAt,
    String email,
    boolean emailVerified,
    String role) {

  static Me of(User user, ChosenStatus status, String email, boolean emailVerified, String role) {
    return new Me(
        user.id(),
        user.username(),
        user.displayName(),
        user.avatarUrl(),
        user.bio(),
        status,
        user.statusText(),
        user.lastSeenAt(),
        user.bot(),
        user.deleted(),
        user.createdAt(),
        email,
        emailVerified,
        role);
  }
}
