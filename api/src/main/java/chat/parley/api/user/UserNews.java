package chat.parley.api.user;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.StateEvent;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Announces what somebody is called and looks like now. Like presence it is a hint: nothing
/// remembers it, and REST has the truth. Since a [User] says how somebody is, too, those whom
/// they have blocked are not told.
@Singleton
public class UserNews {
  private final UserRepository repository;
  private final Audiences audiences;
  private final Publisher publisher;
  private final JsonMapper json;

  UserNews(UserRepository repository, Audiences audiences, Publisher publisher, JsonMapper json) {
    this.repository = repository;
    this.audiences = audiences;
    this.publisher = publisher;
    this.json = json;
  }

  /// After the commit.
  public void announce(UserId user) {
    announce(user, audience(user));
  }

  /// Whom to tell, for a change that itself takes people out of the audience, as the end of an
  /// account does: to be asked before it.
  public List<Audiences.Audience> audience(UserId user) {
    List<Audiences.Audience> found = new ArrayList<>();
    audiences.forEach(List.of(user), (same, audience) -> found.add(audience));
    return found;
  }

  /// After the commit.
  ///
  /// @param audience see [#audience]
  public void announce(UserId user, List<Audiences.Audience> audience) {
    repository
        .announced(user)
        .ifPresent(
            announced -> {
              Envelope envelope = envelope(announced);
              publisher.publishHints(
                  audience.stream()
                      .map(each -> new Hint(each.channel(), envelope.except(each.except())))
                      .toList());
            });
  }

  private Envelope envelope(UserRepository.Announced announced) {
    try {
      byte[] bytes = json.writeValueAsBytes(new StateEvent.UserUpdated(announced.user()));
      return new Envelope(
          Envelope.Kind.ABOUT_USER,
          ChronoUnit.MICROS.between(Instant.EPOCH, announced.at()),
          Envelope.profileOf(announced.user().id()),
          ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }
}
