package chat.parley.api.friend;

import chat.parley.shared.id.UserId;
import org.jspecify.annotations.Nullable;

/// What two people are to each other, seen from one of them.
///
/// @param self whose view it is
/// @param areKnown whether both have an account
/// @param hasBlocked whether `self` has blocked the other one
/// @param isBlocked whether the other one has blocked `self`
/// @param friendship theirs, or a request for it; `null` when there is none
public record Relation(
    UserId self,
    UserId other,
    boolean areKnown,
    boolean hasBlocked,
    boolean isBlocked,
    @Nullable Friendship friendship) {

  /// Whether one has blocked the other.
  public boolean isBarred() {
    return hasBlocked || isBlocked;
  }

  public boolean areFriends() {
    return friendship != null && friendship.isAccepted();
  }
}
