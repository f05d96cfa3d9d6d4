package chat.parley.api.invite;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A way in for whoever has the code.
///
/// @param url where the web client takes it up
/// @param expiresAt `null` for never
/// @param maxUses how many it lets in, `null` for any number
/// @param uses how many it has let in
@Serdeable(naming = SnakeCaseStrategy.class)
record Invite(
    String code,
    String url,
    ConversationId conversationId,
    UserId createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Integer maxUses,
    int uses) {}
