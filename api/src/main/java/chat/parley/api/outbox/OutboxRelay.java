package chat.parley.api.outbox;

import io.lettuce.core.RedisException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Publishes what the fast path lost: an api died between commit and publish, or Redis was away.
///
/// The rows of a batch stay locked while Redis has it, and are deleted in the same transaction.
/// So two relays never have the same row, a relay that dies lets go of its rows at once, and a
/// crash after the publish repeats it, which readers drop by its seq. The transaction lasts no
/// longer than `publish-timeout` and the statements around it; it doesn't begin unless Redis is
/// there.
///
/// Any number of threads may call it.
@Singleton
class OutboxRelay {
  private final OutboxRepository outbox;
  private final Rendering rendering;
  private final RelayConnection redis;
  private final TransactionOperations<Connection> transactions;
  private final OutboxSettings settings;
  private final RelayMeters meters;

  OutboxRelay(
      OutboxRepository outbox,
      Rendering rendering,
      RelayConnection redis,
      TransactionOperations<Connection> transactions,
      OutboxSettings settings,
      RelayMeters meters) {
    this.outbox = outbox;
    this.rendering = rendering;
    this.redis = redis;
    this.transactions = transactions;
    this.settings = settings;
    this.meters = meters;
  }

  /// One batch.
  Pass pass() {
    try {
      Pass pass = tried();
      meters.passed(pass);
      return pass;
    } catch (RuntimeException e) {
      meters.failed();
      throw e;
    }
  }

  private Pass tried() {
    try {
      redis.connect();
      return transactions.executeWrite(status -> claimAndPublish());
    } catch (RedisException e) {
      return new Pass.RedisAway(0, e.toString());
    }
  }

  private Pass claimAndPublish() {
    OutboxRepository.Claim claim = outbox.claim(settings);
    if (claim.rows() == 0) {
      return new Pass.Idle();
    }
    Rendered rendered = Rendered.of(claim.due(), rendering);
    List<Publication> batch = rendered.within(settings.batchBytes());
    Set<OutboxId> confirmed = redis.publish(batch, settings.publishTimeout());
    List<OutboxId> obsolete = new ArrayList<>(claim.orphans());
    obsolete.addAll(rendered.obsolete(claim.due()));
    outbox.delete(confirmed);
    outbox.delete(obsolete);
    outbox.postpone(rendered.unreadable(), settings.retryAfter());
    meters.leftOut(obsolete.size(), rendered.unreadable().size());
    if (confirmed.size() < batch.size()) {
      return new Pass.RedisAway(confirmed.size(), "it did not confirm all in time");
    }
    boolean more =
        claim.rows() == settings.batchRows() || batch.size() < rendered.publications().size();
    return new Pass.Relayed(confirmed.size(), more);
  }

  /// Batch after batch until nothing is due, Redis does not take it or `drain-timeout` is over.
  Drained drain() {
    long begin = System.nanoTime();
    long published = 0;
    while (true) {
      switch (pass()) {
        case Pass.Idle idle -> {
          return new Drained(published, false);
        }
        case Pass.RedisAway away -> {
          return new Drained(published + away.published(), true);
        }
        case Pass.Relayed relayed -> {
          published += relayed.published();
          boolean late = System.nanoTime() - begin > settings.drainTimeout().toNanos();
          if (late || !relayed.more()) {
            return new Drained(published, false);
          }
        }
      }
    }
  }

  /// @param redisAway whether it ended because Redis did not take everything
  record Drained(long published, boolean redisAway) {}
}
