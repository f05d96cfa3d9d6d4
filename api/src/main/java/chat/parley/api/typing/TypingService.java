package chat.parley.api.typing;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.EphemeralEvent;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Says in a conversation who is writing. With each beginning goes its end, for push to hand out
/// in time if nothing else is heard of the typist: nobody has to be there for that.
@Singleton
class TypingService {
  /// Without renewal.
  private static final Duration LASTS = Duration.ofSeconds(6);

  private final TypistRepository typists;
  private final Publisher publisher;
  private final JsonMapper json;
  private final Clock clock;

  TypingService(TypistRepository typists, Publisher publisher, JsonMapper json, Clock clock) {
    this.typists = typists;
    this.publisher = publisher;
    this.json = json;
    this.clock = clock;
  }

  TypingResult say(ConversationId conversation, UserId user, boolean isTyping) {
    Optional<TypistRepository.Typist> typist = typists.find(conversation, user);
    if (typist.isEmpty()) {
      return new TypingResult.NotAParticipant();
    }
    if (!typist.get().mayPost()) {
      return new TypingResult.ReadOnly();
    }
    if (typist.get().isBlocked()) {
      return new TypingResult.Blocked();
    }
    if (typist.get().isMuted()) {
      return new TypingResult.Muted();
    }
    String username = typist.get().username();
    EphemeralEvent end =
        new EphemeralEvent.TypingStopped(
            new EphemeralEvent.TypingStopped.Typist(conversation, user, username));
    if (isTyping) {
      EphemeralEvent beginning =
          new EphemeralEvent.TypingStarted(
              new EphemeralEvent.TypingStarted.Typing(
                  conversation, user, username, clock.instant().plus(LASTS)));
      // In one go, for what is published apart may overtake.
      publisher.publishHints(
          List.of(
              hint(conversation, Envelope.Kind.EPHEMERAL, 0, user, beginning),
              hint(conversation, Envelope.Kind.ENDING, LASTS.toMillis(), user, end)));
    } else {
      publisher.publishHints(List.of(hint(conversation, Envelope.Kind.ENDING, 0, user, end)));
    }
    return new TypingResult.Announced();
  }

  private Hint hint(
      ConversationId conversation,
      Envelope.Kind kind,
      long seq,
      UserId typist,
      EphemeralEvent event) {
    try {
      byte[] bytes = json.writeValueAsBytes(event);
      return new Hint(
          Channels.of(conversation),
          new Envelope(kind, seq, typist.value(), ByteBuffer.wrap(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
