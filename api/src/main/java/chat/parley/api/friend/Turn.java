package chat.parley.api.friend;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import java.util.Map;
import java.util.Objects;

/// What has become of a friendship, or of a request for one.
///
/// @param self who brought it about
/// @param friendship as it is now, or was until now
/// @param views each one's view of the other
public record Turn(
    Kind kind, UserId self, UserId other, Friendship friendship, Map<UserId, User> views) {
  public Turn {
    views = Map.copyOf(views);
  }

  /// The other one of the two, as this one sees them.
  User seenBy(UserId one) {
    return Objects.requireNonNull(views.get(one));
  }

  /// What it is told as.
  enum Kind {
    /// Not at all.
    UNCHANGED,
    REQUESTED,
    ACCEPTED,
    DECLINED,
    REMOVED
  }
}
