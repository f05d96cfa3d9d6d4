package chat.parley.api.moderation;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user as admins see them: [User] and how the account stands.
///
/// @param email `null` of a deleted account
/// @param role `user` or `admin`
/// @param suspension `null` for who isn't suspended now
@Serdeable(naming = SnakeCaseStrategy.class)
record KnownAccount(
    UserId id,
    String username,
    String displayName,
    @Nullable String avatarUrl,
    @Nullable String bio,
    User.Status status,
    @Nullable String statusText,
    @Nullable Instant lastSeenAt,
    @JsonProperty("is_bot") boolean bot,
    boolean deleted,
    Instant createdAt,
    @Nullable String email,
    boolean emailVerified,
    String role,
    @Nullable Suspension suspension) {

  static KnownAccount of(
      User user,
      @Nullable String email,
      boolean emailVerified,
      String role,
      @Nullable Suspension suspension) {
    return new KnownAccount(
        user.id(),
        user.username(),
        user.displayName(),
        user.avatarUrl(),
        user.bio(),
        user.status(),
        user.statusText(),
        user.lastSeenAt(),
        user.bot(),
        user.deleted(),
        user.createdAt(),
        email,
        emailVerified,
        role,
        suspension);
  }

  /// @param until `null` for until somebody restores the account
  @Schema(name = "Suspension")
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Suspension(
      Instant at, @Nullable Instant until, @Nullable UserId by, @Nullable String reason) {}
}
