package chat.parley.api.outbox;

import chat.parley.shared.event.DurableEvent;
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
      return Envelope.durable(event.seq(), json.writeValueAsBytes(event));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
