package chat.parley.push.presence;

import chat.parley.shared.id.UserId;
import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody to be looked at, from a moment on.
///
/// @param told what the api has taken about them just now, to be compared with Redis; `null` when
///     it is their sockets here that have changed
/// @param at by [System#nanoTime]
record Due(UserId user, @Nullable Boolean told, long at) implements Delayed {
  static Due now(UserId user) {
    return new Due(user, null, System.nanoTime());
  }

  static Due in(Duration delay, UserId user) {
    return new Due(user, null, System.nanoTime() + delay.toNanos());
  }

  static Due check(UserId user, boolean told) {
    return new Due(user, told, System.nanoTime());
  }

  Due again(Duration delay) {
    return new Due(user, told, System.nanoTime() + delay.toNanos());
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
