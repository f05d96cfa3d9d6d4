package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.system.figures.Town.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A client for each of many people, on one loop.
record Crowd(Town town, SocketLoop loop, List<LeanClient> clients) implements AutoCloseable {
  private static final int OPENED_TOGETHER = 50;
  private static final long BETWEEN_MILLIS = 20;
  private static final long WARM_UP_MILLIS = 8_000;

  Crowd {
    clients = List.copyOf(clients);
  }

  static Crowd of(Town town, List<Member> members, Course course) {
    SocketLoop loop = new SocketLoop();
    return new Crowd(
        town, loop, members.stream().map(each -> new LeanClient(each, loop, course)).toList());
  }

  /// In small groups, to the ports in turn; returns when all follow.
  void connectGently(List<Integer> ports) {
    loop.execute(() -> connectFrom(0, ports));
    awaitAll(LeanClient::isFollowing, 120);
  }

  private void connectFrom(int first, List<Integer> ports) {
    for (int i = first; i < Math.min(clients.size(), first + OPENED_TOGETHER); i++) {
      clients.get(i).connect(ports.get(i % ports.size()));
    }
    if (first + OPENED_TOGETHER < clients.size()) {
      loop.after(BETWEEN_MILLIS, () -> connectFrom(first + OPENED_TOGETHER, ports));
    }
  }

  /// At these rates in turn, with what each leaves undone done before the next: an open loop that
  /// begins with cold nodes would carry their backlog into what is measured.
  ///
  /// @return how many messages were acknowledged
  long warmUp(List<Member> senders, int textLength, int... rates) throws InterruptedException {
    long sent = 0;
    for (int rate : rates) {
      Load load = Load.start(town.stack(), senders, rate, textLength);
      try (load) {
        Thread.sleep(WARM_UP_MILLIS);
      }
      assertEverythingCameOnceInOrder(120);
      sent += load.acknowledged();
    }
    return sent;
  }

  long count(Predicate<LeanClient> what) {
    return loop.ask(() -> clients.stream().filter(what).count());
  }

  void awaitAll(Predicate<LeanClient> what, int seconds) {
    await()
        .atMost(seconds, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(count(what)).isEqualTo(clients.size()));
  }

  /// Everybody is where the database is, and came there one number at a time.
  void assertEverythingCameOnceInOrder(int seconds) {
    assertThat(loop.faults()).isEmpty();
    Map<UUID, Long> last = town.lastSeqs();
    await()
        .atMost(seconds, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(behind(last)).isEmpty());
    assertThat(loop.faults()).isEmpty();
  }

  private List<String> behind(Map<UUID, Long> last) {
    return loop.ask(
        () -> {
          List<String> behind = new ArrayList<>();
          for (LeanClient client : clients) {
            Map<UUID, Long> own = new TreeMap<>(last);
            own.keySet().retainAll(client.positions().keySet());
            if ((!own.equals(client.positions()) || own.isEmpty()) && behind.size() < 10) {
              behind.add("%s instead of %s".formatted(client.positions(), own));
            }
          }
          return behind;
        });
  }

  @Override
  public void close() {
    loop.close();
  }
}
