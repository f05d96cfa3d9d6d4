package chat.parley.api.session;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import org.jspecify.annotations.Nullable;

/// A refresh token that somebody came with, and how things stand with it.
///
/// @param hasEnded whether its session has
/// @param isSuspended whether its account is
/// @param isSpent whether it was used before
/// @param isRepeated whether the client that used it is here again, in time
/// @param salt what its successor was derived with; `null` before it is spent and when nobody may
///     have that any more
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PresentedToken(
    SessionId session,
    UserId user,
    boolean hasEnded,
    boolean isSuspended,
    boolean isSpent,
    boolean isRepeated,
    byte @Nullable [] salt) {

  boolean isReused() {
    return isSpent && !(isRepeated && salt != null);
  }
}
