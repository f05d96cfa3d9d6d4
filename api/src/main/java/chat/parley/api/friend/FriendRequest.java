package chat.parley.api.friend;

import chat.parley.shared.event.User;
import chat.parley.shared.id.FriendRequestId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/// A request for friendship, as one of the two sees it.
///
/// @param user the other one
/// @param status `accepted` when the two are friends by it
@Serdeable(naming = SnakeCaseStrategy.class)
record FriendRequest(FriendRequestId id, User user, Status status, Instant createdAt) {
  /// What whoever brought it about is answered.
  static FriendRequest of(Turn turn) {
    return of(turn.friendship(), turn.seenBy(turn.self()));
  }

  static FriendRequest of(Friendship friendship, User other) {
    return new FriendRequest(
        friendship.id(),
        other,
        friendship.isAccepted() ? Status.ACCEPTED : Status.PENDING,
        friendship.requestedAt());
  }

  /// What has become of it; what was declined or taken back is gone.
  @Serdeable
  enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("accepted")
    ACCEPTED
  }
}
