package chat.parley.api.session;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says which sessions no longer count, and tells of those that have just ceased to: this api at
/// once, push and the other apis by news that may be lost and that both make up for themselves.
@Singleton
public class EndedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
  private static final Hint NEWS = new Hint(EndingNews.CHANNEL, EndingNews.NEWS);

  private final EndingRepository repository;
  private final RecentEndings recent;
  private final PersonalEvents events;
  private final Publisher publisher;

  EndedSessions(
      EndingRepository repository,
      RecentEndings recent,
      PersonalEvents events,
      Publisher publisher) {
    this.repository = repository;
    this.recent = recent;
    this.events = events;
    this.publisher = publisher;
  }

  /// @return those of the sessions that no longer count or are not their users', in any order
  public List<Recheck.Ended> among(Collection<Opening.Item> sessions) {
    return repository.among(sessions);
  }

  /// To be called after the commit that ended them for good.
  public void ended(UserId user, Collection<SessionId> sessions, Reason reason) {
    if (!sessions.isEmpty()) {
      recent.add(sessions);
      publish(user, sessions, reason);
    }
  }

  /// To be called after the commit that suspended their user.
  public void suspended(UserId user, Collection<SessionId> sessions) {
    look();
    publish(user, sessions, Reason.SUSPENDED);
  }

  /// To be called after the commit that restored a user.
  public void restored() {
    look();
    publisher.publishHints(List.of(NEWS));
  }

  private void publish(UserId user, Collection<SessionId> sessions, Reason reason) {
    List<Hint> hints = new ArrayList<>();
    hints.add(NEWS);
    sessions.forEach(session -> hints.add(events.revoked(user, session, reason)));
    publisher.publishHints(hints);
  }

  /// It is committed, so the request has succeeded, whatever becomes of this look; the next one is
  /// a second away.
  private void look() {
    try {
      recent.look();
    } catch (RuntimeException e) {
      LOG.warn("a change of standing is not yet known here: {}", e.toString());
    }
  }
}
