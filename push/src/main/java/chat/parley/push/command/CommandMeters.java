package chat.parley.push.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Times commands by what became of them. Safe for any thread.
@Singleton
final class CommandMeters {
  private final Map<Route, Map<Result, Timer>> timers = new EnumMap<>(Route.class);

  /// What became of a command.
  enum Result {
    DONE,
    REFUSED,
    UNANSWERED,
    INVALID,
    TOO_MANY
  }

  CommandMeters(MeterRegistry meters) {
    for (Route route : Route.values()) {
      Map<Result, Timer> byResult = new EnumMap<>(Result.class);
      for (Result result : Result.values()) {
        byResult.put(
            result,
            Timer.builder("parley.push.commands")
                .description("Commands from their frame to their answer, by what became of them")
                .tag("type", route.command())
                .tag("outcome", result.name().toLowerCase(java.util.Locale.ROOT))
                .register(meters));
      }
      timers.put(route, byResult);
    }
  }

  void answered(Route route, Result result, long nanos) {
    Map<Result, Timer> byResult = timers.get(route);
    Timer timer = byResult == null ? null : byResult.get(result);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
