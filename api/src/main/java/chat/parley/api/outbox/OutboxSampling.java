package chat.parley.api.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many events wait, up to 10,000, and for how long the oldest does: counted now and then,
/// not at each scrape. All apis tell of the same table; take the maximum. Unknown (NaN) before
/// the first count and while the database is away.
@Singleton
class OutboxSampling implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSampling.class);
  private static final int MOST = 10_000;
  private static final OutboxRepository.Sample UNKNOWN =
      new OutboxRepository.Sample(Double.NaN, Double.NaN);

  private final OutboxRepository outbox;
  private final Duration interval;
  private final TaskScheduler scheduler;
  private volatile OutboxRepository.Sample latest = UNKNOWN;

  /// 1, 0, or NaN before the first count.
  private volatile double databaseAnswers = Double.NaN;

  OutboxSampling(
      OutboxRepository outbox,
      OutboxSettings settings,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.interval = settings.sampleInterval();
    this.scheduler = scheduler;
    Gauge.builder("parley.outbox.waiting", this, sampling -> sampling.latest.waiting())
        .description("Events in the outbox, up to 10,000; all apis tell of the same table")
        .register(meters);
    TimeGauge.builder(
            "parley.outbox.oldest.age",
            this,
            TimeUnit.SECONDS,
            sampling -> sampling.latest.ageSeconds())
        .description("How long the oldest event in the outbox waits")
        .register(meters);
    Gauge.builder("parley.database.answers", this, sampling -> sampling.databaseAnswers)
        .description("1 while the database answers, 0 while it doesn't")
        .register(meters);
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    scheduler.scheduleWithFixedDelay(interval, interval, this::sample);
  }

  private void sample() {
    try {
      latest = outbox.sample(MOST);
      databaseAnswers = 1;
    } catch (RuntimeException e) {
      latest = UNKNOWN;
      databaseAnswers = 0;
      LOG.warn("the outbox was not counted: {}", e.toString());
    }
  }
}
