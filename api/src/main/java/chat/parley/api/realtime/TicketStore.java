package chat.parley.api.realtime;

import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.redis.RedisConnection;
import chat.parley.shared.redis.RedisSettings;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where tickets wait for their sockets: in Redis, for push reaches no database and thirty
/// seconds are not worth keeping longer.
@Singleton
class TicketStore {
  private static final Logger LOG = LoggerFactory.getLogger(TicketStore.class);

  private final RedisConnection connection;
  private final Duration timeout;

  TicketStore(RedisConnection connection, RedisSettings settings) {
    this.connection = connection;
    this.timeout = settings.commandTimeout();
  }

  /// @return whether Redis has it; a ticket that it perhaps hasn't is not worth handing out
  boolean put(Ticket ticket, TicketGrant grant) {
    try {
      connection
          .get()
          .thenCompose(
              redis ->
                  redis
                      .async()
                      .set(
                          TicketGrant.key(ticket.value()),
                          grant.encode(),
                          SetArgs.Builder.ex(TicketGrant.LIFE)))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("no ticket: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
