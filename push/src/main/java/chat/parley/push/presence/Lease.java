package chat.parley.push.presence;

import java.time.Duration;
import java.util.UUID;

/// This node's proof of life. Kept by one thread; any may ask [#isSteady].
final class Lease {
  private final PresenceStore store;
  private final PresenceSettings settings;
  private String id = "";
  private volatile long renewedAt;
  private volatile long steadySince;
  private volatile boolean stands;
  private int losses;

  Lease(PresenceStore store, PresenceSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /// Under which id this node has its users now.
  String id() {
    return id;
  }

  boolean isDue() {
    return !stands || sinceRenewal().compareTo(settings.renewal()) >= 0;
  }

  /// How long nothing is to be done.
  Duration untilDue() {
    return settings.renewal().minus(sinceRenewal());
  }

  /// Renews, or begins anew when the others may have taken this node for dead, or Redis has lost
  /// what it knew, or some of it.
  ///
  /// @return whether a new lease began, under which nobody is registered yet
  boolean keep() {
    // Counted from before the call: Redis can only count from later on.
    long now = System.nanoTime();
    int lost = store.losses();
    boolean lapsed = !stands || lost != losses || sinceRenewal().compareTo(settings.lease()) >= 0;
    boolean begins = lapsed || !store.renew(id, settings.lease());
    if (begins) {
      String next = UUID.randomUUID().toString();
      store.begin(next, settings.lease());
      id = next;
      steadySince = now;
      stands = true;
      losses = lost;
    }
    renewedAt = now;
    return begins;
  }

  /// Whether the lease has stood long enough for every other living node to have renewed its own
  /// meanwhile. After Redis was away all leases are over, and whoever is back first must not take
  /// the others for dead.
  boolean isSteady() {
    return stands
        && sinceRenewal().compareTo(settings.lease()) < 0
        && System.nanoTime() - steadySince >= settings.lease().toNanos();
  }

  /// The last renewal: its users count as here for as long as they would after closing their
  /// sockets, then the other nodes clear up. Who has come to one of those by then never was away.
  void leave() {
    if (stands) {
      store.renew(id, settings.debounce());
    }
  }

  private Duration sinceRenewal() {
    return Duration.ofNanos(System.nanoTime() - renewedAt);
  }
}
