package chat.parley.api.session;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sessions, says which no longer count, and tells of those that have just ceased to: this
/// api at once, push and the other apis by news that may be lost and that both make up for
/// themselves.
@Singleton
public class EndedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
  private static final Hint NEWS = new Hint(EndingNews.CHANNEL, EndingNews.NEWS);

  private final EndingRepository repository;
  private final SessionRepository sessions;
  private final RecentEndings recent;
  private final PersonalEvents events;
  private final Publisher publisher;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  EndedSessions(
      EndingRepository repository,
      SessionRepository sessions,
      RecentEndings recent,
      PersonalEvents events,
      Publisher publisher,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.repository = repository;
    this.sessions = sessions;
    this.recent = recent;
    this.events = events;
    this.publisher = publisher;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// @return those of the sessions that no longer count or are not their users', in any order
  public List<Recheck.Ended> among(Collection<Opening.Item> items) {
    return repository.among(items);
  }

  /// @return those that ended within this time, in any order
  public List<Recheck.Ended> lately(Duration within) {
    Duration longest = recent.kept();
    return repository.ended(within.compareTo(longest) < 0 ? within : longest);
  }

  /// Ends all sessions that the user has, in the transaction that runs or by itself, and tells of
  /// it after the commit.
  ///
  /// In the transaction the account's row comes first, changed in such a way that the old
  /// password no longer matches or the account is gone: a login that is under way has either
  /// begun its session by then, and it is ended here, or begins none. And the commit follows
  /// within [Recheck#OVERLAP], or apis that don't hear of it by Redis miss it.
  ///
  /// @param spared a session that goes on, or `null`
  public void endAll(UserId user, Reason reason, @Nullable SessionId spared) {
    ending(() -> sessions.endAll(user, reason, spared));
  }

  /// Ends one, in the same way.
  ///
  /// @return whether the user has, or had, such a session
  boolean end(SessionId session, UserId user, Reason reason) {
    return ending(() -> sessions.end(session, user, reason));
  }

  /// Ends the one that a refresh token belongs to, spent or not.
  ///
  /// @return whether the token is one of ours
  boolean end(RefreshToken token, Reason reason) {
    return ending(() -> sessions.end(token, reason));
  }

  /// @return whether there was a session to be ended, now or before
  private boolean ending(Supplier<Optional<Ending>> act) {
    return transactions.executeWrite(
        status -> {
          Optional<Ending> ending = act.get();
          ending.filter(each -> !each.sessions().isEmpty()).ifPresent(this::keepAndTell);
          return ending.isPresent();
        });
  }

  private void keepAndTell(Ending ending) {
    UserId user = ending.user();
    Target session = Target.of(ending.sessions().getFirst());
    switch (ending.reason()) {
      case LOGOUT -> audit.record(Action.LOGGED_OUT, user, session);
      case LOGOUT_ALL -> audit.record(Action.LOGGED_OUT_EVERYWHERE, user, Target.of(user));
      case REVOKED -> audit.record(Action.SESSION_REVOKED, user, session);
      // By whom is just what isn't known.
      case REUSE -> audit.record(Action.REFRESH_REUSED, null, session);
      // What ended them has an entry of its own.
      case PASSWORD_CHANGED, DELETED, SUSPENDED -> {}
    }
    tell(ending);
  }

  /// Not before the commit: what is told can't be rolled back.
  private void tell(Ending ending) {
    transactions
        .findTransactionStatus()
        .orElseThrow()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                tellNow(ending);
              }
            });
  }

  private void tellNow(Ending ending) {
    recent.add(ending.sessions());
    publish(ending.user(), ending.sessions(), ending.reason());
  }

  /// To be called after the commit that suspended their user.
  public void suspended(UserId user, Collection<SessionId> kept) {
    look();
    publish(user, kept, Reason.SUSPENDED);
  }

  /// To be called after the commit that restored a user.
  public void restored() {
    look();
    publisher.publishHints(List.of(NEWS));
  }

  private void publish(UserId user, Collection<SessionId> ended, Reason reason) {
    List<Hint> hints = new ArrayList<>();
    hints.add(NEWS);
    ended.forEach(session -> hints.add(events.revoked(user, session, reason)));
    publisher.publishHints(hints);
  }

  /// It is committed, so the request has succeeded, whatever becomes of this look; the next one
  /// is a second away.
  private void look() {
    try {
      recent.look();
    } catch (RuntimeException e) {
      LOG.warn("a change of standing is not yet known here: {}", e.toString());
    }
  }
}
