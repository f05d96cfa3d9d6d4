package chat.parley.api.outbox;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Writes personal events as the JSON that clients receive.
@Singleton
public class PersonalEvents {
  private final JsonMapper json;

  PersonalEvents(JsonMapper json) {
    this.json = json;
  }

  /// @param conversation as `user` sees it
  /// @param from the user's sockets follow the conversation after this position
  public Publication joined(OutboxId id, UserId user, Conversation conversation, long from) {
    try {
      byte[] bytes = json.writeValueAsBytes(new PersonalEvent.ConversationJoined(conversation));
      return new Publication(
          id,
          Channels.of(user),
          new Envelope(
              Envelope.Kind.JOINED, from, conversation.id().value(), ByteBuffer.wrap(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
