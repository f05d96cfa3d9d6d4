package chat.parley.push.presence;

import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Backoff;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has a socket on this node. Sockets say so on their event loops; one thread of its own
/// keeps the node's lease and carries what has changed to Redis, many users at once, and from
/// there to [Reports]. It never waits for the api.
@Singleton
public class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final int AT_ONCE = 500;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final PresenceStore store;
  private final Reports reports;
  private final PresenceSettings settings;
  private final Lease lease;
  private final Map<UserId, Local> locals = new ConcurrentHashMap<>();
  private final DelayQueue<Due> due = new DelayQueue<>();
  private final Thread thread = Thread.ofVirtual().name("presence").unstarted(this::run);
  private volatile boolean closing;

  /// The thread's own, as is the next.
  private boolean isInTrouble;

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1), new SplittableRandom());

  Presence(PresenceStore store, Reports reports, PresenceSettings settings, MeterRegistry meters) {
    this.store = store;
    this.reports = reports;
    this.settings = settings;
    this.lease = new Lease(store, settings);
    meters.gauge("parley.push.presence.users", locals, Map::size);
  }

  @PostConstruct
  void start() {
    thread.start();
  }

  /// The user's first socket on this node is open. Any thread, but one at a time for each user.
  public void arrived(UserId user) {
    locals.compute(
        user,
        (id, present) -> {
          Local local = present == null ? new Local() : present;
          local.here = true;
          return local;
        });
    due.add(Due.now(user));
  }

  /// The user's last socket on this node is gone. Any thread, but one at a time for each user.
  public void left(UserId user) {
    locals.computeIfPresent(
        user,
        (id, local) -> {
          local.leftAt = System.nanoTime();
          local.here = false;
          return local;
        });
    due.add(Due.in(settings.debounce(), user));
  }

  boolean isSteady() {
    return lease.isSteady();
  }

  /// Tells the api, and when it has taken that looks whether it is still so.
  CompletionStage<Boolean> tell(UserId user, boolean online) {
    CompletionStage<Boolean> taken = reports.tell(user, online);
    taken.thenAccept(told -> due.add(Due.check(user, told)));
    return taken;
  }

  /// For the case that the api has lost what it was told.
  void tellAgain() {
    locals.forEach(
        (user, local) -> {
          if (local.here) {
            tell(user, true);
          }
        });
  }

  private void run() {
    while (!closing) {
      List<Due> batch = new ArrayList<>();
      try {
        if (lease.isDue() && lease.keep()) {
          locals.keySet().forEach(user -> due.add(Due.now(user)));
        }
        take(batch);
        settle(batch.stream().filter(each -> each.told() == null).toList());
        check(batch.stream().filter(each -> each.told() != null).toList());
        isInTrouble = false;
        backoff.reset();
      } catch (RuntimeException e) {
        // Whatever it was, presence must not wait for somebody to restart this node.
        Duration pause = backoff.next();
        batch.forEach(each -> due.add(each.again(pause)));
        trouble(e, pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void take(List<Due> batch) throws InterruptedException {
    Due first = due.poll(Math.max(1, lease.untilDue().toMillis()), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      due.drainTo(batch, AT_ONCE - 1);
    }
  }

  /// An outage is one line in the log, however long it is. There is nothing else to do meanwhile.
  private void trouble(RuntimeException e, Duration pause) {
    if (closing) {
      return;
    }
    if (!isInTrouble) {
      LOG.warn(
          "presence waits for Redis: {}", e.toString(), e instanceof RedisException ? null : e);
      isInTrouble = true;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Brings Redis to what is so here.
  private void settle(List<Due> changed) {
    Set<UserId> arriving = new HashSet<>();
    Set<UserId> leaving = new HashSet<>();
    for (Due each : changed) {
      Local local = locals.get(each.user());
      if (local == null) {
        continue;
      }
      if (local.here) {
        if (!lease.id().equals(local.registered)) {
          arriving.add(each.user());
        }
      } else if (System.nanoTime() - local.leftAt >= settings.debounce().toNanos()) {
        leaving.add(each.user());
      }
    }
    arrive(arriving);
    leave(leaving);
  }

  private void arrive(Set<UserId> users) {
    if (users.isEmpty()) {
      return;
    }
    store.add(lease.id(), users);
    byRegistration(users).forEach(store::remove);
    users.forEach(user -> register(user, lease.id()));
    users.forEach(user -> tell(user, true));
  }

  private void leave(Set<UserId> users) {
    if (users.isEmpty()) {
      return;
    }
    byRegistration(users).forEach(store::remove);
    Set<UserId> elsewhere = store.present(users);
    store.forget(lease.id(), elsewhere);
    for (UserId user : users) {
      register(user, null);
      locals.computeIfPresent(user, (id, local) -> local.here ? local : null);
      if (!elsewhere.contains(user)) {
        tell(user, false);
      }
    }
  }

  /// The api has taken these. Only now may a node that has nothing of the user any more forget
  /// them: had it died before, its set would have told the others for whom to speak.
  private void check(List<Due> told) {
    if (told.isEmpty()) {
      return;
    }
    Set<UserId> users = told.stream().map(Due::user).collect(Collectors.toSet());
    Set<UserId> present = store.present(users);
    store.forget(lease.id(), users.stream().filter(user -> registration(user) == null).toList());
    for (Due each : told) {
      boolean online = present.contains(each.user());
      if (!Boolean.valueOf(online).equals(each.told())) {
        tell(each.user(), online);
      }
    }
  }

  private Map<String, List<UserId>> byRegistration(Collection<UserId> users) {
    return users.stream()
        .filter(user -> registration(user) != null)
        .collect(Collectors.groupingBy(user -> String.valueOf(registration(user))));
  }

  private @Nullable String registration(UserId user) {
    Local local = locals.get(user);
    return local == null ? null : local.registered;
  }

  private void register(UserId user, @Nullable String node) {
    Local local = locals.get(user);
    if (local != null) {
      local.registered = node;
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join(CLOSING);
    try {
      lease.leave();
    } catch (RedisException e) {
      LOG.warn("Redis is not told that this node leaves: {}", e.toString());
    }
  }

  /// A user with a socket here, or with something in Redis that has to be taken back.
  private static final class Local {
    private volatile boolean here;
    private volatile long leftAt;

    /// The id of the lease under which Redis has the user here; the presence thread's own.
    private volatile @Nullable String registered;
  }
}
