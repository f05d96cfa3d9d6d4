package chat.parley.api.replica;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has the replica read, where there is one, and the primary where it can't.
///
/// Invariant: an answer holds everything that had been committed when it was asked for, whoever
/// gives it. So one reads what one has just written, a page has all that a socket has told of
/// already, and whoever has been removed reads nothing more. It rests on an order: first the
/// primary says how far its log is, then the replica has replayed it that far, then it is asked,
/// in a statement (and so a snapshot) of its own.
@Singleton
public class Reads {
  private final JdbcOperations primary;
  private final @Nullable Replica replica;

  Reads(JdbcOperations primary, @Nullable Replica replica) {
    this.primary = primary;
    this.replica = replica;
  }

  /// For a question that changes nothing; it may be asked twice.
  public <T> T read(Question<T> question) {
    if (replica != null && replica.isWorthAsking()) {
      WalPosition position = primary.execute(WalPosition::flushed);
      Optional<T> answer = replica.ask(position, question);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return primary.execute(question::ask);
  }
}
