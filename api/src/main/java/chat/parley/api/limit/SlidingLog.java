package chat.parley.api.limit;

import chat.parley.api.limit.Verdict.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// When somebody did something, for as long as that counts: in no span as long as a quota's are
/// there more than its count. Times are microseconds. Not safe for several threads.
final class SlidingLog {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /// @param now not before the last time
  Verdict reserve(String reservation, Charge charge, List<Quota> quotas, long now) {
    long longest = quotas.stream().mapToLong(SlidingLog::span).max().orElse(0);
    entries.removeIf(entry -> entry.at() <= now - longest);
    long retry = 0;
    List<Standing> standings = new ArrayList<>();
    for (Quota quota : quotas) {
      long[] counted =
          entries.stream().mapToLong(Entry::at).filter(at -> at > now - span(quota)).toArray();
      long over = (long) counted.length + charge.cost() - quota.count();
      if (over > 0) {
        // The one that has to be gone; a cost beyond the quota has never room.
        long last = over <= counted.length ? counted[(int) over - 1] : now;
        retry = Math.max(retry, last + span(quota) - now);
      }
      long first = counted.length == 0 ? now : counted[0];
      standings.add(
          new Standing(
              charge.limit(),
              quota,
              Math.max(0, quota.count() - counted.length),
              micros(first + span(quota) - now)));
    }
    if (retry > 0) {
      return new Verdict(false, micros(retry), standings);
    }
    for (int i = 0; i < charge.cost(); i++) {
      entries.addLast(new Entry(reservation, now));
    }
    return new Verdict(true, Duration.ZERO, after(charge, standings));
  }

  static List<Standing> after(Charge charge, List<Standing> before) {
    return before.stream()
        .map(
            each ->
                new Standing(
                    each.limit(), each.quota(), each.remaining() - charge.cost(), each.reset()))
        .toList();
  }

  void giveBack(String reservation) {
    entries.removeIf(entry -> entry.reservation().equals(reservation));
  }

  int size() {
    return entries.size();
  }

  private static long span(Quota quota) {
    return quota.span().toNanos() / 1_000;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }

  private record Entry(String reservation, long at) {}
}
