package chat.parley.push.feed;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Who has heard lately of which change of somebody's state, on one event loop. Only that loop
/// touches it.
///
/// The copies of one change are published together, so a few seconds of memory are enough. When
/// there is more than fits, the oldest is forgotten: then a socket may hear something twice, which
/// is nothing worse than a repetition, for the newest counts.
///
/// @param <R> a receiver, which is itself and equal to no other
final class HeardChanges<R> {
  static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// Counted in changes and in receivers of them.
  private static final int MOST = 100_000;

  private final LongSupplier nanos;
  private final int most;
  private final LinkedHashMap<UUID, Change<R>> byUser = new LinkedHashMap<>();
  private int size;

  HeardChanges() {
    this(System::nanoTime, MOST);
  }

  HeardChanges(LongSupplier nanos, int most) {
    this.nanos = nanos;
    this.most = most;
  }

  /// False when the receiver has heard of this or a later version; from now on it has.
  boolean isFirst(UUID user, long version, R receiver) {
    forget();
    long now = nanos.getAsLong();
    Change<R> latest = byUser.get(user);
    if (latest != null && version < latest.version) {
      return false;
    }
    if (latest == null || version > latest.version) {
      drop(user);
      latest = new Change<>(version, now);
      byUser.put(user, latest);
      size++;
    }
    boolean first = latest.receivers.add(receiver);
    if (first) {
      size++;
    }
    return first;
  }

  boolean isEmpty() {
    return byUser.isEmpty();
  }

  /// Lets go of what is old or too much. Changes stand in the order of their coming.
  void forget() {
    long now = nanos.getAsLong();
    while (!byUser.isEmpty()) {
      UUID oldest = byUser.firstEntry().getKey();
      if (size < most && now - byUser.firstEntry().getValue().since < KEPT_NANOS) {
        return;
      }
      drop(oldest);
    }
  }

  private void drop(UUID user) {
    Change<R> dropped = byUser.remove(user);
    if (dropped != null) {
      size -= 1 + dropped.receivers.size();
    }
  }

  private static final class Change<R> {
    private final long version;
    private final long since;
    private final Set<R> receivers = Collections.newSetFromMap(new IdentityHashMap<>());

    Change(long version, long since) {
      this.version = version;
      this.since = since;
    }
  }
}
