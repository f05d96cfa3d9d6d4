package chat.parley.api.friend;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/// The requests that wait for an answer, the newest of each kind first.
///
/// @param incoming what others ask of the caller
/// @param outgoing what the caller asks of others
@Serdeable
record FriendRequests(List<FriendRequest> incoming, List<FriendRequest> outgoing) {
  FriendRequests {
    incoming = List.copyOf(incoming);
    outgoing = List.copyOf(outgoing);
  }
}
