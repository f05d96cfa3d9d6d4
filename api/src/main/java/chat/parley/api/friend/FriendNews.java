package chat.parley.api.friend;

import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells two people, on all their devices, what has become of what was between them. These are
/// hints: REST has the lists, and a client reads them at its hello.
@Singleton
class FriendNews {
  private final PersonalEvents events;
  private final Publisher publisher;

  FriendNews(PersonalEvents events, Publisher publisher) {
    this.events = events;
    this.publisher = publisher;
  }

  /// After the commit.
  void tell(Turn turn) {
    publisher.publishHints(
        listeners(turn).stream().map(user -> events.hint(user, event(turn, user))).toList());
  }

  /// Who asks isn't told on their other devices: the event couldn't say which way it goes.
  private static List<UserId> listeners(Turn turn) {
    return switch (turn.kind()) {
      case UNCHANGED -> List.of();
      case REQUESTED -> List.of(turn.other());
      case ACCEPTED, DECLINED, REMOVED -> List.of(turn.other(), turn.self());
    };
  }

  private static PersonalEvent event(Turn turn, UserId listener) {
    PersonalEvent.Friend friend =
        new PersonalEvent.Friend(turn.seenBy(listener), turn.friendship().id());
    return switch (turn.kind()) {
      case REQUESTED -> new PersonalEvent.FriendRequested(friend);
      case ACCEPTED -> new PersonalEvent.FriendAccepted(friend);
      case DECLINED -> new PersonalEvent.FriendDeclined(friend);
      case UNCHANGED, REMOVED -> new PersonalEvent.FriendRemoved(friend);
    };
  }
}
