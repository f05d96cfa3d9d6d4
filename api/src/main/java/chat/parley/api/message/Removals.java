package chat.parley.api.message;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.outbox.CommittedEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/// Deletes messages in the name of the system: also where its admins are not.
@Singleton
public class Removals {
  private final DeletionRepository deletions;
  private final CommittedEvents events;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  Removals(
      DeletionRepository deletions,
      CommittedEvents events,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.deletions = deletions;
    this.events = events;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// In the transaction that runs or by itself; everybody hears of it after the commit.
  ///
  /// @param admin who is not one can remove nothing
  /// @return whether there is such a message, removed now or before; the system's own can't be
  public boolean remove(MessageId message, UserId admin) {
    return transactions.executeWrite(
        status ->
            deletions.remove(message, admin).map(each -> kept(message, admin, each)).orElse(false));
  }

  private boolean kept(
      MessageId message,
      UserId admin,
      MessageChanges.Overruled<DeletionRepository.Verdict> overruled) {
    MessageChanges.Place place = overruled.place();
    if (place != null) {
      audit.record(
          Action.MESSAGE_REMOVED,
          admin,
          Target.of(message),
          Map.of("conversation_id", overruled.conversation().toString()));
      tell(new OutboxRow.Durable(place.outbox(), overruled.conversation(), place.seq()));
    }
    return overruled.verdict() != DeletionRepository.Verdict.FORBIDDEN;
  }

  private void tell(OutboxRow row) {
    TransactionStatus<?> running = transactions.findTransactionStatus().orElseThrow();
    running.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            events.publish(List.of(row));
          }
        });
  }
}
