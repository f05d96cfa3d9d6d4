package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the api how far clients are. Any thread.
@Singleton
final class DeliveryReports {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);

  private final ApiClient api;
  private final Counter reported;
  private final Counter failed;

  DeliveryReports(ApiClient api, MeterRegistry meters) {
    this.api = api;
    this.reported = counter("reported", meters);
    this.failed = counter("failed", meters);
  }

  private static Counter counter(String outcome, MeterRegistry meters) {
    return Counter.builder("parley.push.delivered")
        .description("Conversations up to a position that a client has confirmed")
        .tag("outcome", outcome)
        .register(meters);
  }

  /// @return what could not be told; never fails
  CompletionStage<Map<ConversationId, Long>> report(
      UserId user, Map<ConversationId, Long> confirmed) {
    Map<ConversationId, Long> untold = new ConcurrentHashMap<>(0);
    CompletableFuture<?>[] items =
        confirmed.entrySet().stream()
            .map(each -> report(user, each.getKey(), each.getValue(), untold))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(items).thenApply(done -> untold);
  }

  private CompletableFuture<?> report(
      UserId user, ConversationId conversation, long seq, Map<ConversationId, Long> untold) {
    return api.delivered(new DeliveredReport.Item(user, conversation, seq))
        .handle(
            (done, failure) -> {
              if (failure == null) {
                reported.increment();
              } else {
                failed.increment();
                untold.put(conversation, seq);
                LOG.debug("not reported: {}", failure.toString());
              }
              return null;
            })
        .toCompletableFuture();
  }
}
