package chat.parley.api.outbox;

import chat.parley.shared.event.ConversationDeleted;
import chat.parley.shared.event.ConversationUpdated;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.event.MessageDeleted;
import chat.parley.shared.event.MessageEdited;
import chat.parley.shared.event.MessagePinned;
import chat.parley.shared.event.MessageUnpinned;
import chat.parley.shared.event.ParticipantAdded;
import chat.parley.shared.event.ParticipantRemoved;
import chat.parley.shared.event.ParticipantUpdated;
import chat.parley.shared.event.ReactionAdded;
import chat.parley.shared.event.ReactionRemoved;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes durable events as the JSON that clients receive. The fast path, the replay and the REST
/// answer all come through here, so an event has one form.
@Singleton
public class DurableEvents {
  private final JsonMapper json;

  DurableEvents(JsonMapper json) {
    this.json = json;
  }

  public Publication publication(OutboxId id, DurableEvent event) {
    return new Publication(id, Channels.of(event.conversationId()), envelope(event));
  }

  public Envelope envelope(DurableEvent event) {
    try {
      byte[] bytes = json.writeValueAsBytes(event);
      return switch (event) {
        case ParticipantRemoved removed ->
            Envelope.removed(removed.seq(), removed.data().userId(), bytes);
        case ConversationDeleted deleted -> Envelope.closed(deleted.seq(), deleted.at(), bytes);
        case MessageCreated other -> Envelope.durable(event.seq(), event.at(), bytes);
        case MessageEdited other -> Envelope.durable(event.seq(), event.at(), bytes);
        case MessageDeleted other -> Envelope.durable(event.seq(), event.at(), bytes);
        case MessagePinned other -> Envelope.durable(event.seq(), event.at(), bytes);
        case MessageUnpinned other -> Envelope.durable(event.seq(), event.at(), bytes);
        case ReactionAdded other -> Envelope.durable(event.seq(), event.at(), bytes);
        case ReactionRemoved other -> Envelope.durable(event.seq(), event.at(), bytes);
        case ParticipantAdded other -> Envelope.durable(event.seq(), event.at(), bytes);
        case ParticipantUpdated other -> Envelope.durable(event.seq(), event.at(), bytes);
        case ConversationUpdated other -> Envelope.durable(event.seq(), event.at(), bytes);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
