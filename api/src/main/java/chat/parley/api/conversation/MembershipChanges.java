package chat.parley.api.conversation;

import chat.parley.api.outbox.CommittedEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.id.ConversationId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.function.Supplier;

/// Where a conversation's circle of participants changes, their roles, who is kept out, and whether
/// the conversation is there at all: one such change at a time in each conversation.
///
/// So what a change has looked at stays true until its commit, also who is *not* in, for which
/// there is no row to lock: the successor of an owner who leaves doesn't leave meanwhile, nobody
/// joins while they are being banned, and when a conversation ends it ends for everybody.
///
/// Lock order: this, then participant rows, then the conversation row. Only the last two meet
/// sends, so these don't wait for a change that is still making up its mind.
@Singleton
public class MembershipChanges {
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final CommittedEvents committed;

  MembershipChanges(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      CommittedEvents committed) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.committed = committed;
  }

  /// A statement of its own: the next one has to see what the holder before has committed.
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

  /// Makes the change in a transaction and publishes its events after the commit.
  public <T> T make(ConversationId conversation, Supplier<Change<T>> change) {
    Change<T> made =
        transactions.executeWrite(
            status -> {
              lock(conversation);
              return change.get();
            });
    committed.publish(made.events());
    return made.result();
  }

  private void lock(ConversationId conversation) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, "membership of " + conversation);
            return statement.execute();
          }
        });
  }

  /// @param events the outbox rows, in the order in which they are to be published
  public record Change<T>(T result, List<OutboxRow> events) {
    public Change {
      events = List.copyOf(events);
    }

    /// Nothing was changed.
    public static <T> Change<T> none(T result) {
      return new Change<>(result, List.of());
    }
  }
}
