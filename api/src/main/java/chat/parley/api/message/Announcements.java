package chat.parley.api.message;

import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxId;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Tells of what was committed: everybody in the conversation of the event, and whom the message
/// names that they are named.
@Singleton
class Announcements {
  private final DurableEvents events;
  private final PersonalEvents personal;
  private final Publisher publisher;

  Announcements(DurableEvents events, PersonalEvents personal, Publisher publisher) {
    this.events = events;
    this.personal = personal;
    this.publisher = publisher;
  }

  void tell(OutboxId outbox, DurableEvent event) {
    publisher.publish(List.of(events.publication(outbox, event)));
  }

  /// @param message as it is for everybody
  void tell(OutboxId outbox, DurableEvent event, Message message, List<Alert> alerts) {
    List<Publication> publications = new ArrayList<>();
    publications.add(events.publication(outbox, event));
    for (Alert alert : alerts) {
      publications.add(personal.mentioned(alert.outbox(), alert.user(), message));
    }
    publisher.publish(publications);
  }
}
