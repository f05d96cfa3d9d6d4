package chat.parley.api.moderation;

import chat.parley.api.account.Admins;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.session.EndedSessions;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Suspends and restores accounts.
@Singleton
class Suspensions {
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
    StandingResult result =
        kept(
            () -> repository.suspend(admin, user, reason, until),
            Action.USER_SUSPENDED,
            admin,
            user,
            details);
    if (result instanceof StandingResult.Done done) {
      sessions.suspended(user, done.sessions());
    }
    return result;
  }

  StandingResult restore(UserId admin, UserId user) {
    StandingResult result =
        kept(() -> repository.restore(admin, user), Action.USER_RESTORED, admin, user, Map.of());
    if (result instanceof StandingResult.Done) {
      sessions.restored();
    }
    return result;
  }

  /// What an admin did and that they did it: both or none.
  private StandingResult kept(
      Supplier<StandingResult> ruling,
      Action action,
      UserId admin,
      UserId user,
      Map<String, String> details) {
    return transactions.executeWrite(
        status -> {
          StandingResult result = ruling.get();
          if (result instanceof StandingResult.Done) {
            audit.record(action, admin, Target.of(user), details);
          }
          return result;
        });
  }
}
