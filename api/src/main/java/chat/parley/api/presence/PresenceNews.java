package chat.parley.api.presence;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.Publisher;
import chat.parley.api.user.Audiences;
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

/// Announces how somebody is now. Push lets a socket hear it once. Nothing remembers it: whoever
/// missed it asks.
@Singleton
public class PresenceNews {
  private final PresenceRepository repository;
  private final Audiences audiences;
  private final Publisher publisher;
  private final JsonMapper json;

  PresenceNews(
      PresenceRepository repository, Audiences audiences, Publisher publisher, JsonMapper json) {
    this.repository = repository;
    this.audiences = audiences;
    this.publisher = publisher;
    this.json = json;
  }

  /// After the commit.
  void announce(List<PresenceRepository.Seen> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Map<UserId, Envelope> envelopes = new HashMap<>();
    for (PresenceRepository.Seen change : changes) {
      envelopes.put(change.user().id(), envelope(change));
    }
    audiences.forEach(
        envelopes.keySet(),
        (user, audience) ->
            publisher.publishHints(
                List.of(
                    new Hint(
                        audience.channel(),
                        Objects.requireNonNull(envelopes.get(user)).except(audience.except())))));
  }

  private Envelope envelope(PresenceRepository.Seen change) {
    return new Envelope(
        Envelope.Kind.ABOUT_USER,
        ChronoUnit.MICROS.between(Instant.EPOCH, change.at()),
        change.user().id().value(),
        json(change.user()));
  }

  /// Tells one person, after the commit that changed it, how they see another one from now on:
  /// who is blocked sees them go, and hears nothing more of them. It is no change of the other's,
  /// so it has no version: older news that is still on its way may come after it.
  public void tell(UserId viewer, UserId about) {
    if (audiences.share(viewer, about)) {
      repository
          .around(about, viewer)
          .map(seen -> new Envelope(Envelope.Kind.STATE, 0, Envelope.NOBODY, json(seen)))
          .ifPresent(news -> publisher.publishHints(List.of(new Hint(Channels.of(viewer), news))));
    }
  }

  private ByteBuffer json(User user) {
    try {
      return ByteBuffer.wrap(
          json.writeValueAsBytes(
              new StateEvent.PresenceChanged(
                  new StateEvent.PresenceChanged.Presence(
                      user.id(),
                      user.username(),
                      user.status(),
                      user.statusText(),
                      user.lastSeenAt()))));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
