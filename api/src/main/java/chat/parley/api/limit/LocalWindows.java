package chat.parley.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The windows of this api alone, for while Redis doesn't answer. Bounded: where too many are
/// remembered, those who came once are forgotten first.
final class LocalWindows {
  private static final int ENTRIES = 500_000;

  private final Cache<String, SlidingLog> logs;
  private final Map<Limit, List<Quota>> quotas;
  private final Clock clock;

  LocalWindows(Map<Limit, List<Quota>> quotas, Clock clock) {
    this.quotas = quotas;
    this.clock = clock;
    this.logs =
        Caffeine.newBuilder()
            .maximumWeight(ENTRIES)
            .weigher((String key, SlidingLog log) -> 1 + log.size())
            .expireAfterWrite(longest(quotas))
            .build();
  }

  private static Duration longest(Map<Limit, List<Quota>> quotas) {
    return quotas.values().stream()
        .flatMap(List::stream)
        .map(Quota::span)
        .max(Duration::compareTo)
        .orElse(Duration.ofSeconds(1));
  }

  /// All of the charges or none.
  Verdict reserve(String reservation, List<Charge> charges) {
    List<Verdict.Standing> standings = new ArrayList<>();
    List<Charge> taken = new ArrayList<>();
    for (Charge charge : charges) {
      Verdict verdict = reserve(reservation, charge);
      if (!verdict.admitted()) {
        giveBack(reservation, taken);
        return verdict;
      }
      taken.add(charge);
      standings.addAll(verdict.standings());
    }
    return new Verdict(true, Duration.ZERO, standings);
  }

  private Verdict reserve(String reservation, Charge charge) {
    AtomicReference<Verdict> verdict =
        new AtomicReference<>(new Verdict(true, Duration.ZERO, List.of()));
    logs.asMap()
        .compute(
            charge.key(),
            (key, present) -> {
              SlidingLog log = present == null ? new SlidingLog() : present;
              // Read under the key's lock, so that it doesn't run backwards in the log.
              long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
              verdict.set(
                  log.reserve(
                      reservation, charge, quotas.getOrDefault(charge.limit(), List.of()), now));
              return log;
            });
    return verdict.get();
  }

  void giveBack(String reservation, List<Charge> charges) {
    for (Charge charge : charges) {
      logs.asMap()
          .computeIfPresent(
              charge.key(),
              (key, log) -> {
                log.giveBack(reservation);
                return log;
              });
    }
  }
}
