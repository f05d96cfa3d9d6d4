package chat.parley.api.limit;

import chat.parley.api.system.Problems;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.redis.RedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Says who may do something now, and remembers that they did.
///
/// What is to cost nothing unless it succeeds is reserved first and given back when it came to
/// nothing: looked at first and counted afterwards, twenty at once would all find room for one.
@Singleton
public class RateLimits {
  private final Map<Limit, List<Quota>> quotas;
  private final RedisConnection connection;
  private final RedisWindows shared;
  private final LocalWindows local;
  private final Availability redis;
  private final MeterRegistry meters;

  RateLimits(
      RateLimitSettings settings, RedisConnection connection, Clock clock, MeterRegistry meters) {
    this.quotas = settings.quotas();
    this.connection = connection;
    this.shared = new RedisWindows(connection, quotas);
    this.local = new LocalWindows(quotas, clock);
    this.redis = new Availability(settings.redisTimeout(), settings.redisPause());
    this.meters = meters;
  }

  /// So that the first request doesn't find Redis not yet connected.
  @EventListener
  void connect(ServerStartupEvent started) {
    connection.get();
  }

  public Admission admit(Limit limit, UserId user) {
    return admit(Charge.of(limit, user));
  }

  /// All of the charges or none. Waits for Redis, but not for long.
  public Admission admit(Charge... charges) {
    List<Charge> limited =
        Arrays.stream(charges)
            .filter(charge -> !quotas.getOrDefault(charge.limit(), List.of()).isEmpty())
            .toList();
    if (limited.isEmpty()) {
      return Admission.FREE;
    }
    Admission admission = decide(UUID.randomUUID().toString(), limited);
    limited.forEach(charge -> count(charge.limit(), admission));
    ServerRequestContext.currentRequest().ifPresent(admission::tellIn);
    return admission;
  }

  private Admission decide(String reservation, List<Charge> charges) {
    return redis
        .ask(() -> shared.reserve(reservation, charges))
        .map(verdict -> new Admission(verdict, () -> shared.giveBack(reservation, charges)))
        .orElseGet(
            () ->
                new Admission(
                    local.reserve(reservation, charges),
                    () -> local.giveBack(reservation, charges)));
  }

  private void count(Limit limit, Admission admission) {
    meters
        .counter(
            "parley.api.rate.limits",
            "class",
            limit.label(),
            "outcome",
            admission.isRefused() ? "refused" : "admitted")
        .increment();
  }

  /// The answer to who may not; its headers are added on the way out by [RateLimitHeaders].
  public static <T> MutableHttpResponse<T> refusal() {
    return Problems.refuse(ErrorCode.RATE_LIMITED, "Too many of these; see Retry-After.");
  }
}
