package chat.parley.api.friend;

import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.UserId;
import java.time.Instant;

/// A friendship, or a request for one.
///
/// @param isAccepted `false` as long as it is a request
public record Friendship(
    FriendRequestId id, UserId requestedBy, Instant requestedAt, boolean isAccepted) {
  Friendship accepted() {
    return new Friendship(id, requestedBy, requestedAt, true);
  }
}
