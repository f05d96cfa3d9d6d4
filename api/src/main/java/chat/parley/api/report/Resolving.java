package chat.parley.api.report;

import chat.parley.api.account.Admins;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.message.Removals;
import chat.parley.api.moderation.Suspensions;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Resolves reports: what is done, that it is done and by whom stand in one transaction, so a
/// report is never resolved without its deed nor the deed done twice.
@Singleton
class Resolving {
  private final CaseRepository cases;
  private final Removals removals;
  private final Suspensions suspensions;
  private final Admins admins;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  Resolving(
      CaseRepository cases,
      Removals removals,
      Suspensions suspensions,
      Admins admins,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.cases = cases;
    this.removals = removals;
    this.suspensions = suspensions;
    this.admins = admins;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// The report's row is locked first: of two admins one resolves it, and the other one finds it
  /// resolved. Nothing else that holds a message or an account waits for a report, but for the
  /// deletion of the reporter's account, and that is not the one that is suspended.
  ResolveResult resolve(ReportId id, UserId admin, Resolution action, @Nullable String note) {
    if (!admins.isAdmin(admin)) {
      return new ResolveResult.NotAnAdmin();
    }
    return transactions.executeWrite(
        status -> {
          cases.lock(id);
          Optional<ReportedCase> found = cases.find(id);
          if (found.isEmpty()) {
            return new ResolveResult.Unknown();
          }
          if (found.get().state() == ReportedCase.State.RESOLVED) {
            return new ResolveResult.AlreadyResolved();
          }
          if (!isDone(action, found.get(), admin, note)) {
            return new ResolveResult.Impossible();
          }
          cases.resolve(id, admin, action, note);
          Map<String, String> details = Map.of("action", action.name().toLowerCase(Locale.ROOT));
          audit.record(Action.REPORT_RESOLVED, admin, Target.of(id), details);
          return new ResolveResult.Resolved(cases.find(id).orElseThrow());
        });
  }

  private boolean isDone(
      Resolution action, ReportedCase about, UserId admin, @Nullable String note) {
    return switch (action) {
      case NONE -> true;
      case DELETE_MESSAGE -> about.messageId() != null && removals.remove(about.messageId(), admin);
      case SUSPEND_USER ->
          about.userId() != null
              && suspensions.isSuspendedBy(admin, about.userId(), note == null ? "reported" : note);
    };
  }
}
