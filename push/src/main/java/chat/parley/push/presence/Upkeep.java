package chat.parley.push.presence;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.id.UserId;
import io.lettuce.core.RedisException;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks for nodes that can't any more. One thread, which may wait for the api.
///
/// Every node does this, also for the same dead one at once: each step may be taken twice, and a
/// dead node's lease goes last, so what one leaves undone the next look finds again.
@Context
class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int MOST_SUSPECTS = 10_000;

  private final PresenceStore store;
  private final Presence presence;
  private final ApiClient api;
  private final PresenceSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("presence-upkeep").unstarted(this::run);

  /// Of a sweep: those whom no node had, to be looked at once more when all have had the time to
  /// register their users again with a Redis that lost them.
  private final List<UserId> suspects = new ArrayList<>();

  private long sweptAt = System.nanoTime();

  Upkeep(PresenceStore store, Presence presence, ApiClient api, PresenceSettings settings) {
    this.store = store;
    this.presence = presence;
    this.api = api;
    this.settings = settings;
  }

  @PostConstruct
  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(settings.renewal().toMillis(), TimeUnit.MILLISECONDS)) {
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("the upkeep of presence was cut short; others go on with it");
    }
  }

  private void round() throws InterruptedException {
    try {
      if (presence.isSteady()) {
        for (String node : store.lapsed()) {
          takeOver(node);
        }
        sweep();
      }
    } catch (RedisException e) {
      LOG.debug("Redis does not answer: {}", e.toString());
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("presence waits for the api: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("the upkeep of presence failed, and will be tried again", e);
    }
  }

  private void takeOver(String node)
      throws InterruptedException, ExecutionException, TimeoutException {
    LOG.info("node {} is gone, taking over its users", node);
    for (List<UserId> users = store.some(node, PresenceReport.LIMIT);
        !users.isEmpty();
        users = store.some(node, PresenceReport.LIMIT)) {
      store.remove(node, users);
      tellGone(users);
      store.forget(node, users);
    }
    store.end(node);
  }

  /// Of the users, tells those whom no node has.
  private void tellGone(Collection<UserId> users)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<UserId> gone = new HashSet<>(users);
    gone.removeAll(store.present(users));
    CompletableFuture.allOf(
            gone.stream()
                .map(user -> presence.tell(user, false))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new))
        .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sweep() throws InterruptedException, ExecutionException, TimeoutException {
    Duration since = Duration.ofNanos(System.nanoTime() - sweptAt);
    if (!suspects.isEmpty()) {
      // No new search before they are judged, however often one is wanted.
      if (since.compareTo(settings.lease()) >= 0) {
        List<UserId> again = List.copyOf(suspects);
        suspects.clear();
        tellGone(clear(strays(again)));
      }
    } else if (since.compareTo(settings.sweep()) >= 0) {
      sweptAt = System.nanoTime();
      presence.tellAgain();
      if (store.claimSweep(settings.sweep())) {
        suspect();
      }
    }
  }

  /// Asks for all who count as online.
  private void suspect() throws InterruptedException, ExecutionException, TimeoutException {
    List<UserId> page = online(null);
    while (!page.isEmpty() && suspects.size() < MOST_SUSPECTS) {
      suspects.addAll(strays(page).keySet());
      page = page.size() < PresenceReport.LIMIT ? List.of() : online(page.getLast());
    }
  }

  private List<UserId> online(@Nullable UserId after)
      throws InterruptedException, ExecutionException, TimeoutException {
    return api.online(after)
        .toCompletableFuture()
        .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .users();
  }

  /// Those whom no living node has, with the dead ones that their sets still name. The sets are
  /// read first: a node has its lease before it is in any of them.
  private Map<UserId, Set<String>> strays(List<UserId> users) {
    Map<UserId, Set<String>> strays = store.nodes(users);
    Set<String> alive = store.alive();
    strays.values().removeIf(nodes -> !Collections.disjoint(nodes, alive));
    return strays;
  }

  private Set<UserId> clear(Map<UserId, Set<String>> strays) {
    strays.forEach((user, dead) -> dead.forEach(node -> store.remove(node, List.of(user))));
    return strays.keySet();
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing.countDown();
    thread.interrupt();
    thread.join(CLOSING);
  }
}
