package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxId;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
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

  /// Those that placed a message.
  void tell(List<SendRepository.Outcome> outcomes) {
    List<Publication> publications = new ArrayList<>();
    for (SendRepository.Outcome outcome : outcomes) {
      if (outcome instanceof SendRepository.Outcome.Placed placed) {
        add(placed, publications);
      }
    }
    publisher.publish(publications);
  }

  private void add(SendRepository.Outcome.Placed placed, List<Publication> publications) {
    Message message = placed.message();
    publications.add(
        events
            .publication(
                placed.outbox(),
                new MessageCreated(
                    message.conversationId(),
                    message.seq(),
                    message.createdAt(),
                    requireNonNull(message.sender()).id(),
                    message))
            .causedBy(placed.cause()));
    addAlerts(message, placed.alerts(), publications);
  }

  /// @param message as it is for everybody
  void tell(OutboxId outbox, DurableEvent event, Message message, List<Alert> alerts) {
    List<Publication> publications = new ArrayList<>();
    publications.add(events.publication(outbox, event));
    addAlerts(message, alerts, publications);
    publisher.publish(publications);
  }

  private void addAlerts(Message message, List<Alert> alerts, List<Publication> publications) {
    for (Alert alert : alerts) {
      publications.add(personal.mentioned(alert.outbox(), alert.user(), message));
    }
  }
}
