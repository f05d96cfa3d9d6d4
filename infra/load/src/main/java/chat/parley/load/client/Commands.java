package chat.parley.load.client;

import chat.parley.load.population.Member;
import java.util.List;
import java.util.concurrent.Future;

/// Commands by WebSocket at a fixed rate, of the clients in turn; each says when it was due, and
/// the tally counts its answer. They are sent by the thread that reads.
public final class Commands implements AutoCloseable {
  private static final long TICK_MILLIS = 1;

  private final ClientLoop loop;
  private final List<ParleyClient> clients;
  private final Maker maker;
  private final Schedule schedule;
  private final Future<?> ticking;
  private long sent;
  private boolean stopped;

  /// What is to be done.
  @FunctionalInterface
  public interface Maker {
    /// @return its type and its data, as they stand in JSON: `"type":"…","data":{…}`
    String command(long number, Member who);
  }

  public static Commands start(
      ClientLoop loop,
      List<ParleyClient> clients,
      Maker maker,
      double perSecond,
      long firstNumber) {
    return new Commands(loop, clients, maker, new Schedule(perSecond, firstNumber));
  }

  private Commands(ClientLoop loop, List<ParleyClient> clients, Maker maker, Schedule schedule) {
    this.loop = loop;
    this.clients = List.copyOf(clients);
    this.maker = maker;
    this.schedule = schedule;
    ticking = loop.every(TICK_MILLIS, this::tick);
  }

  private void tick() {
    long now = System.nanoTime();
    while (!stopped && schedule.isDue(now)) {
      ParleyClient client = clients.get((int) (schedule.number() % clients.size()));
      if (client.isFollowing()) {
        client.command(
            "{\"id\":\"%s\",%s}"
                .formatted(
                    Script.id(schedule.number(), schedule.due()),
                    maker.command(schedule.number(), client.member())));
        sent++;
      }
      schedule.next();
    }
  }

  public long sent() {
    return loop.ask(() -> sent);
  }

  /// No more from now on.
  @Override
  public void close() {
    loop.execute(this::stop);
    ticking.cancel(false);
  }

  private void stop() {
    stopped = true;
  }
}
