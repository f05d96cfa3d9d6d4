package chat.parley.load.client;

import chat.parley.infra.dev.RunningNode;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Clients of a Parley whose database can be looked into: what they have is held against it.
public final class Residents extends Crowd<ParleyClient> {
  private static final long WARM_UP_MILLIS = 8_000;

  private final Population population;

  private Residents(Population population, ClientLoop loop, List<ParleyClient> clients) {
    super(loop, clients);
    this.population = population;
  }

  public static Residents of(Population population, List<Member> members, Course course) {
    ClientLoop loop = new ClientLoop();
    return new Residents(
        population,
        loop,
        members.stream().map(each -> new ParleyClient(each, loop, course)).toList());
  }

  /// At these rates in turn, with what each leaves undone done before the next: an open loop that
  /// begins with cold nodes would carry their backlog into what is measured.
  ///
  /// @return how many messages were acknowledged
  public long warmUp(List<RunningNode> apis, List<Member> senders, int textLength, int... rates)
      throws InterruptedException {
    long sent = 0;
    for (int rate : rates) {
      Load load = Load.start(apis, senders, rate, "x".repeat(textLength));
      try (load) {
        Thread.sleep(WARM_UP_MILLIS);
      }
      requireEverythingOnceInOrder(120);
      sent += load.acknowledged();
    }
    return sent;
  }

  /// Everybody is where the database is, and came there one number at a time.
  ///
  /// @throws IllegalStateException when it is not so in time
  public void requireEverythingOnceInOrder(int seconds) {
    requireNoFaults();
    Map<UUID, Long> last = population.lastSeqs();
    await(() -> behind(last).isEmpty(), seconds, () -> String.join("\n", behind(last)));
    requireNoFaults();
  }

  private void requireNoFaults() {
    if (!loop().faults().isEmpty()) {
      throw new IllegalStateException(String.join("\n", loop().faults()));
    }
  }

  private List<String> behind(Map<UUID, Long> last) {
    return loop()
        .ask(
            () -> {
              List<String> behind = new ArrayList<>();
              for (ParleyClient client : clients()) {
                Map<UUID, Long> own = new TreeMap<>(last);
                own.keySet().retainAll(client.positions().keySet());
                if ((!own.equals(client.positions()) || own.isEmpty()) && behind.size() < 10) {
                  behind.add("%s instead of %s".formatted(client.positions(), own));
                }
              }
              return behind;
            });
  }
}
