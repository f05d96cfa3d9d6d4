package chat.parley.api.session;

import chat.parley.api.system.Caller;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The sessions and accounts that lately ceased to count, kept in memory so that no request has
/// to ask the database about the session of its access token.
///
/// Invariant: a session that isn't here counts, provided that the last look is young. One that
/// ended longer ago than [#kept] has no access token that is still good, nor has a socket that
/// outlived its token's grace.
///
/// Read by the threads that serve requests; written by those that end sessions and by the one
/// that looks.
@Singleton
class RecentEndings {
  /// A socket is closed 25 s after its token has ended at the latest; the rest is for clocks.
  private static final Duration BEYOND_THE_TOKEN = Duration.ofMinutes(2);

  private final EndingRepository repository;
  private final Duration kept;
  private final Duration staleAfter;
  private final ReentrantLock looking = new ReentrantLock();

  /// By session, the `System.nanoTime()` at which this api first knew of it.
  private final Map<SessionId, Long> ended = new ConcurrentHashMap<>();

  private volatile Set<UserId> suspended = Set.of();

  /// When the last look that succeeded began; `null` before the first.
  private volatile @Nullable Long lookedAt;

  /// The same by the clock of the database, which goes on while this process or its machine is
  /// suspended; `System.nanoTime()` may not. For whoever looks.
  private @Nullable Instant seenUntil;

  RecentEndings(EndingRepository repository, AuthSettings auth, SessionSettings settings) {
    this.repository = repository;
    this.kept = auth.accessTokenTtl().plus(BEYOND_THE_TOKEN);
    this.staleAfter = settings.staleAfter();
  }

  /// A session that ended longer ago has neither a token that is still good nor a socket.
  Duration kept() {
    return kept;
  }

  Standing standing(Caller caller) {
    if (ended.containsKey(caller.session())) {
      return Standing.ENDED;
    }
    Long last = lookedAt;
    if (last == null || System.nanoTime() - last > staleAfter.toNanos()) {
      return Standing.UNKNOWN;
    }
    return suspended.contains(caller.user()) ? Standing.SUSPENDED : Standing.COUNTS;
  }

  /// What this api has ended itself is known here at once.
  void add(Collection<SessionId> sessions) {
    long now = System.nanoTime();
    sessions.forEach(session -> ended.putIfAbsent(session, now));
  }

  /// Reads what ended since the last look. One at a time: whoever returns from here knows what
  /// was committed before they came.
  void look() {
    looking.lock();
    try {
      long now = System.nanoTime();
      Instant since = seenUntil;
      EndingRepository.Lately lately =
          repository.lately(since == null ? null : since.minus(Recheck.OVERLAP), kept);
      add(lately.ended());
      suspended = lately.suspended();
      seenUntil = lately.at();
      lookedAt = now;
      ended.values().removeIf(known -> now - known > kept.toNanos());
    } finally {
      looking.unlock();
    }
  }
}
