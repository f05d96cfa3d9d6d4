package chat.parley.api.outbox;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.PersonalEvent;
import chat.parley.shared.event.StateEvent;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Writes what is for one person as the JSON that clients receive.
@Singleton
public class PersonalEvents {
  private final JsonMapper json;

  PersonalEvents(JsonMapper json) {
    this.json = json;
  }

  /// @param conversation as `user` sees it
  /// @param from the user's sockets follow the conversation after this position
  public Publication joined(OutboxId id, UserId user, Conversation conversation, long from) {
    return new Publication(
        id,
        Channels.of(user),
        new Envelope(
            Envelope.Kind.JOINED,
            from,
            conversation.id().value(),
            json(new PersonalEvent.ConversationJoined(conversation))));
  }

  /// @param session whose sockets close after this
  public Hint revoked(UserId user, SessionId session, PersonalEvent.SessionRevoked.Reason reason) {
    return new Hint(
        Channels.of(user),
        new Envelope(
            Envelope.Kind.REVOKED,
            0,
            session.value(),
            json(
                new PersonalEvent.SessionRevoked(
                    new PersonalEvent.SessionRevoked.Revocation(reason)))));
  }

  public Publication left(
      OutboxId id, UserId user, ConversationId conversation, DepartureReason reason) {
    ByteBuffer bytes =
        json(
            new PersonalEvent.ConversationLeft(
                new PersonalEvent.ConversationLeft.Departure(conversation, reason)));
    return new Publication(
        id,
        Channels.of(user),
        new Envelope(Envelope.Kind.PERSONAL, 0, conversation.value(), bytes));
  }

  /// @param message as it is for everybody
  public Publication mentioned(OutboxId id, UserId user, Message message) {
    return new Publication(
        id,
        Channels.of(user),
        new Envelope(
            Envelope.Kind.PERSONAL,
            0,
            message.conversationId().value(),
            json(
                new PersonalEvent.MentionCreated(
                    new PersonalEvent.MentionCreated.Mention(message)))));
  }

  /// For what REST has too: nothing brings it again when it is lost.
  public Hint hint(UserId user, PersonalEvent event) {
    return new Hint(
        Channels.of(user), new Envelope(Envelope.Kind.PERSONAL, 0, Envelope.NOBODY, json(event)));
  }

  /// How something is now for a person; the newest counts.
  ///
  /// @param about limited sockets of the person's get it only if they are of this conversation
  public Hint state(UserId user, ConversationId about, StateEvent event) {
    return new Hint(
        Channels.of(user), new Envelope(Envelope.Kind.STATE, 0, about.value(), json(event)));
  }

  private ByteBuffer json(Object event) {
    try {
      return ByteBuffer.wrap(json.writeValueAsBytes(event));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
