package chat.parley.api.pin;

import chat.parley.api.message.MessageChanges;
import chat.parley.api.message.SystemMessages;
import chat.parley.api.outbox.CommittedEvents;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.outbox.Publisher;
import chat.parley.api.system.Page;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessagePinned;
import chat.parley.shared.event.MessageUnpinned;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/// Pins messages, and tells everybody.
@Singleton
class PinService {
  private final PinRepository pins;
  private final PinSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final SystemMessages messages;
  private final DurableEvents events;
  private final Publisher publisher;
  private final CommittedEvents committed;

  PinService(
      PinRepository pins,
      PinSettings settings,
      TransactionOperations<Connection> transactions,
      SystemMessages messages,
      DurableEvents events,
      Publisher publisher,
      CommittedEvents committed) {
    this.pins = pins;
    this.settings = settings;
    this.transactions = transactions;
    this.messages = messages;
    this.events = events;
    this.publisher = publisher;
    this.committed = committed;
  }

  PinResult pin(MessageId message, UserId actor) {
    Pinned pinned = transactions.executeWrite(status -> pinned(message, actor));
    PinResult result =
        result(
            pinned.change(),
            (place, conversation) ->
                new MessagePinned(
                    conversation, place.seq(), place.at(), actor, new MessagePinned.Pin(message)));
    committed.publish(pinned.note());
    return result;
  }

  /// The pin, and right after it the message of the system that tells of it.
  private Pinned pinned(MessageId message, UserId actor) {
    Optional<MessageChanges.Change<PinRepository.Verdict>> change =
        pins.pin(message, actor, settings.mostPerConversation());
    return new Pinned(
        change,
        change
            .filter(made -> made.place() != null)
            .map(
                made ->
                    messages.append(
                        made.message().conversationId(),
                        SystemNote.Kind.MESSAGE_PINNED,
                        actor,
                        List.of(),
                        message.toString()))
            .orElseGet(List::of));
  }

  PinResult unpin(MessageId message, UserId actor) {
    return result(
        pins.unpin(message, actor),
        (place, conversation) ->
            new MessageUnpinned(
                conversation, place.seq(), place.at(), actor, new MessagePinned.Pin(message)));
  }

  private PinResult result(
      Optional<MessageChanges.Change<PinRepository.Verdict>> found, Event event) {
    if (found.isEmpty()) {
      return PinResult.UNKNOWN;
    }
    MessageChanges.Change<PinRepository.Verdict> change = found.get();
    MessageChanges.Place place = change.place();
    if (place != null) {
      publisher.publish(
          List.of(
              events.publication(
                  place.outbox(), event.of(place, change.message().conversationId()))));
    }
    return switch (change.verdict()) {
      case CHANGED, UNCHANGED -> PinResult.DONE;
      case FORBIDDEN -> PinResult.FORBIDDEN;
      case CLOSED -> PinResult.CLOSED;
      case BLOCKED -> PinResult.BLOCKED;
      case FULL -> PinResult.FULL;
    };
  }

  /// @return empty when there is no such conversation for the reader
  Optional<Page<Message>> page(
      ConversationId conversation, UserId reader, PinCursor before, int limit) {
    // One more than the page holds tells whether there is another page.
    return pins.page(conversation, reader, before, limit + 1)
        .map(
            found -> {
              Page<PinRepository.Pinned> page = Page.of(found, limit, last -> last.place().text());
              return new Page<>(
                  page.items().stream().map(PinRepository.Pinned::message).toList(),
                  page.nextCursor());
            });
  }

  /// @param note the outbox rows of the message that tells of it
  private record Pinned(
      Optional<MessageChanges.Change<PinRepository.Verdict>> change, List<OutboxRow> note) {
    private Pinned {
      note = List.copyOf(note);
    }
  }

  private interface Event {
    DurableEvent of(MessageChanges.Place place, ConversationId conversation);
  }
}
