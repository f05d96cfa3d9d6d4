package chat.parley.api.moderation;

import chat.parley.api.account.Admins;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.session.EndedSessions;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Suspends and restores accounts.
@Singleton
public class Suspensions {
  private final SuspensionRepository repository;
  private final EndedSessions sessions;
  private final Admins admins;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  Suspensions(
      SuspensionRepository repository,
      EndedSessions sessions,
      Admins admins,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.repository = repository;
    this.sessions = sessions;
    this.admins = admins;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// Once more is no error: the later ruling replaces the earlier one.
  StandingResult suspend(UserId admin, UserId user, String reason, @Nullable Instant until) {
    if (admin.equals(user)) {
      return admins.isAdmin(admin) ? new StandingResult.Oneself() : new StandingResult.NotAnAdmin();
    }
    Map<String, String> details =
        until == null
            ? Map.of("reason", reason)
            : Map.of("reason", reason, "until", TimestampSerde.format(until));
    return kept(
        () -> repository.suspend(admin, user, reason, until),
        Action.USER_SUSPENDED,
        admin,
        user,
        details,
        done -> sessions.suspended(user, done.sessions()));
  }

  /// Until somebody restores the account. In the transaction that runs or by itself; it is told
  /// after the commit.
  ///
  /// @return whether it is done: by an admin, to somebody else who is there
  public boolean isSuspendedBy(UserId admin, UserId user, String reason) {
    return suspend(admin, user, reason, null) instanceof StandingResult.Done;
  }

  StandingResult restore(UserId admin, UserId user) {
    return kept(
        () -> repository.restore(admin, user),
        Action.USER_RESTORED,
        admin,
        user,
        Map.of(),
        done -> sessions.restored());
  }

  /// What an admin did and that they did it: both or none. Then it is told.
  private StandingResult kept(
      Supplier<StandingResult> ruling,
      Action action,
      UserId admin,
      UserId user,
      Map<String, String> details,
      Consumer<StandingResult.Done> telling) {
    return transactions.executeWrite(
        status -> {
          StandingResult result = ruling.get();
          if (result instanceof StandingResult.Done done) {
            audit.record(action, admin, Target.of(user), details);
            afterCommit(() -> telling.accept(done));
          }
          return result;
        });
  }

  /// Of the outermost transaction: what is told can't be rolled back.
  private void afterCommit(Runnable telling) {
    transactions
        .findTransactionStatus()
        .orElseThrow()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                telling.run();
              }
            });
  }
}
