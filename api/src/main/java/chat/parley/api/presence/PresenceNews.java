package chat.parley.api.presence;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.StateEvent;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Announces how somebody is now: to their own devices and in each of their conversations that is
/// not too large. Push lets a socket hear it once. Nothing remembers it: whoever missed it asks.
@Singleton
class PresenceNews {
  private final PresenceRepository repository;
  private final Publisher publisher;
  private final JsonMapper json;
  private final PresenceSettings settings;

  PresenceNews(
      PresenceRepository repository,
      Publisher publisher,
      JsonMapper json,
      PresenceSettings settings) {
    this.repository = repository;
    this.publisher = publisher;
    this.json = json;
    this.settings = settings;
  }

  /// After the commit.
  void announce(List<PresenceRepository.Seen> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Map<UserId, Envelope> envelopes = new HashMap<>();
    for (PresenceRepository.Seen change : changes) {
      UserId user = change.user().id();
      Envelope envelope = envelope(change);
      envelopes.put(user, envelope);
      publisher.publishHints(List.of(new Hint(Channels.of(user), envelope)));
    }
    repository.audiences(
        envelopes.keySet(),
        settings.largestAudience(),
        (user, conversation) ->
            publisher.publishHints(
                List.of(
                    new Hint(
                        Channels.of(conversation), Objects.requireNonNull(envelopes.get(user))))));
  }

  private Envelope envelope(PresenceRepository.Seen change) {
    User user = change.user();
    try {
      byte[] bytes =
          json.writeValueAsBytes(
              new StateEvent.PresenceChanged(
                  new StateEvent.PresenceChanged.Presence(
                      user.id(),
                      user.username(),
                      user.status(),
                      user.statusText(),
                      user.lastSeenAt())));
      return new Envelope(
          Envelope.Kind.ABOUT_USER,
          ChronoUnit.MICROS.between(Instant.EPOCH, change.at()),
          user.id().value(),
          ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
