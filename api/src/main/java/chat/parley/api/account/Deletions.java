package chat.parley.api.account;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Deletes accounts: what is left of one is a row that says so, for the messages that it sent and
/// the conversations that it is named in. Everything else goes in the same transaction, by the
/// packages that keep it.
///
/// Invariant: after the commit nobody can be logged in to it. Sessions that began before are
/// ended with it; one that would begin later finds no account.
@Singleton
public class Deletions {
  private final Accounts accounts;
  private final ErasureRepository repository;
  private final List<Erasure> erasures;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  Deletions(
      Accounts accounts,
      ErasureRepository repository,
      List<Erasure> erasures,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.accounts = accounts;
    this.repository = repository;
    this.erasures = List.copyOf(erasures);
    this.audit = audit;
    this.transactions = transactions;
  }

  /// @return `false` for a wrong password, also one that was right until a moment ago
  public boolean delete(UserId user, String password) {
    return accounts
        .prove(user, password)
        .filter(proof -> transactions.executeWrite(status -> erased(status.getConnection(), proof)))
        .isPresent();
  }

  private boolean erased(Connection connection, ProvenPassword proven) throws SQLException {
    if (!repository.lock(connection, proven)) {
      return false;
    }
    for (Erasure erasure : erasures) {
      erasure.erase(connection, proven.user());
    }
    repository.erase(connection, proven.user());
    UserId user = proven.user();
    audit.record(connection, Action.ACCOUNT_DELETED, user, Target.of(user), Map.of());
    return true;
  }
}
