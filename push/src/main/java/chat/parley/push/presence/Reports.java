package chat.parley.push.presence;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.id.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the api who came and went, for as long as it takes. Safe for any thread.
///
/// Invariant: at most one call about a user is on its way, and of what has to be said about a user
/// only the newest waits.
@Singleton
class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final long FIRST_RETRY_MILLIS = 200;
  private static final long LAST_RETRY_MILLIS = 10_000;

  private final ApiClient api;
  private final Map<UserId, Report> untold = new HashMap<>();
  private boolean closed;

  Reports(ApiClient api, MeterRegistry meters) {
    this.api = api;
    Gauge.builder("parley.push.presence.untold", this, Reports::count)
        .description("Users whose coming or going the api doesn't know yet")
        .register(meters);
  }

  /// @return completes when the api has taken this or something newer, with what it has taken
  synchronized CompletionStage<Boolean> tell(UserId user, boolean online) {
    Report waiting = untold.get(user);
    if (waiting != null) {
      waiting.online = online;
      return waiting.taken;
    }
    Report report = new Report(online);
    untold.put(user, report);
    send(user, report);
    return report.taken;
  }

  private synchronized int count() {
    return untold.size();
  }

  private synchronized void send(UserId user, Report report) {
    if (!closed) {
      boolean sent = report.online;
      api.report(new PresenceReport.Change(user, sent))
          .whenComplete((done, failure) -> answered(user, report, sent, failure));
    }
  }

  private void answered(UserId user, Report report, boolean sent, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.debug("not told of {}: {}", user, failure.toString());
      sendLater(user, report);
    } else if (isDone(user, report, sent)) {
      report.taken.complete(sent);
    } else {
      send(user, report);
    }
  }

  private synchronized boolean isDone(UserId user, Report report, boolean sent) {
    report.retryMillis = FIRST_RETRY_MILLIS;
    return report.online == sent && untold.remove(user, report);
  }

  private synchronized void sendLater(UserId user, Report report) {
    long delay = report.retryMillis + ThreadLocalRandom.current().nextLong(report.retryMillis);
    report.retryMillis = Math.min(2 * report.retryMillis, LAST_RETRY_MILLIS);
    CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS)
        .execute(() -> send(user, report));
  }

  @PreDestroy
  synchronized void close() {
    closed = true;
  }

  private static final class Report {
    private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
    private boolean online;
    private long retryMillis = FIRST_RETRY_MILLIS;

    Report(boolean online) {
      this.online = online;
    }
  }
}
