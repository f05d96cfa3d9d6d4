package chat.parley.api.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the rows of published events, many with one statement. A row that is not deleted, for
/// the process died or the database was away, is published once more; readers drop the repetition
/// by its seq.
@Singleton
class OutboxClearing {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxClearing.class);
  private static final int AT_ONCE = 1_000;

  private final OutboxRepository outbox;
  private final Duration interval;
  private final TaskScheduler scheduler;
  private final ConcurrentLinkedQueue<OutboxId> done = new ConcurrentLinkedQueue<>();

  OutboxClearing(
      OutboxRepository outbox,
      OutboxSettings settings,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.interval = settings.clearingInterval();
    this.scheduler = scheduler;
    Gauge.builder("parley.outbox.clearing.waiting", done, ConcurrentLinkedQueue::size)
        .description("Published events whose rows are still to be deleted")
        .register(meters);
  }

  @PostConstruct
  void start() {
    scheduler.scheduleWithFixedDelay(interval, interval, this::clear);
  }

  /// Never blocks: it is called by the thread that reads from Redis.
  void published(OutboxId id) {
    done.add(id);
  }

  void clear() {
    for (List<OutboxId> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        outbox.delete(batch);
      } catch (RuntimeException e) {
        // Not put back: the relay will publish them again and clear them then.
        LOG.warn("{} published events stay in the outbox: {}", batch.size(), e.toString());
        return;
      }
    }
  }

  @PreDestroy
  void clearLast() {
    clear();
  }

  private List<OutboxId> next() {
    List<OutboxId> batch = new ArrayList<>();
    for (OutboxId id = done.poll(); id != null; id = done.poll()) {
      batch.add(id);
      if (batch.size() == AT_ONCE) {
        break;
      }
    }
    return batch;
  }
}
