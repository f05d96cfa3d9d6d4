package chat.parley.api.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.data.jdbc.runtime.ConnectionCallback;
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
  private final Counter fromPrimary;
  private final Counter fromReplica;

  Reads(JdbcOperations primary, @Nullable Replica replica, MeterRegistry meters) {
    this.primary = primary;
    this.replica = replica;
    this.fromPrimary = reads("primary", meters);
    this.fromReplica = reads("replica", meters);
  }

  private static Counter reads(String server, MeterRegistry meters) {
    return Counter.builder("parley.reads")
        .description("Questions for history and search, by the server that answered")
        .tag("server", server)
        .register(meters);
  }

  /// @param question changes nothing; it may be asked twice
  public <T> T read(ConnectionCallback<T> question) {
    if (replica != null && replica.isWorthAsking()) {
      WalPosition position = primary.execute(WalPosition::flushed);
      Optional<T> answer = replica.ask(position, question);
      if (answer.isPresent()) {
        fromReplica.increment();
        return answer.get();
      }
    }
    fromPrimary.increment();
    return primary.execute(question);
  }
}
