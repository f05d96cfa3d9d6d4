package chat.parley.api.invite;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/invites`.
///
/// @param expiresIn after how many seconds, `null` for never
/// @param maxUses how many it lets in, `null` for any number
@Serdeable(naming = SnakeCaseStrategy.class)
record InviteRequest(
    @Nullable @Min(1) @Max(31_536_000) Long expiresIn,
    @Nullable @Min(1) @Max(1_000_000) Integer maxUses) {
  static final InviteRequest UNLIMITED = new InviteRequest(null, null);
}
