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

/// Announces how somebody is now: to their own devices, to their friends, and in each of their
/// conversations that is not too large. Push lets a socket hear it once. Nothing remembers it:
/// whoever missed it asks.
@Singleton
public class PresenceNews {
  private final PresenceRepository repository;
  private final Audiences audiences;
  private final Publisher publisher;
  private final JsonMapper json;
  private final PresenceSettings settings;

  PresenceNews(
      PresenceRepository repository,
      Audiences audiences,
      Publisher publisher,
      JsonMapper json,
      PresenceSettings settings) {
    this.repository = repository;
    this.audiences = audiences;
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
      Envelope envelope =
          new Envelope(
              Envelope.Kind.ABOUT_USER,
              ChronoUnit.MICROS.between(Instant.EPOCH, change.at()),
              user.value(),
              json(change.user()));
      envelopes.put(user, envelope);
      publisher.publishHints(List.of(new Hint(Channels.of(user), envelope)));
    }
    audiences.of(
        envelopes.keySet(),
        settings.largestAudience(),
        (user, audience) ->
            publisher.publishHints(
                List.of(
                    new Hint(
                        audience.channel(),
                        Objects.requireNonNull(envelopes.get(user)).except(audience.except())))));
  }

  /// Tells one person, after the commit that changed it, how they see another one from now on. It
  /// is no change of the other's, so it has no version: older news that is still on its way may
  /// come after it.
  public void tell(UserId viewer, UserId about) {
    repository
        .around(about, viewer, settings.largestAudience())
        .ifPresent(
            seen ->
                publisher.publishHints(
                    List.of(
                        new Hint(
                            Channels.of(viewer),
                            new Envelope(Envelope.Kind.STATE, 0, Envelope.NOBODY, json(seen))))));
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
