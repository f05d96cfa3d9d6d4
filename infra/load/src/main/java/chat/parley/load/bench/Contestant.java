package chat.parley.load.bench;

import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.client.Crowd;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Population;
import chat.parley.load.server.Server;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A server with its people, and a client of each of them.
final class Contestant implements AutoCloseable {
  private final Server server;
  private final Layout layout;
  private final Population population;
  private final Crowd<Client> crowd;
  private final AtomicLong cuts = new AtomicLong();
  private long nextNumber;

  /// All are connected when this returns.
  ///
  /// @param server closed with this
  static Contestant of(Server server, Layout layout) {
    try {
      Contestant contestant = new Contestant(server, layout);
      contestant.crowd.connectGently(server.socketPorts());
      return contestant;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Contestant(Server server, Layout layout) {
    this.server = server;
    this.layout = layout;
    population = server.settle(layout);
    ClientLoop loop = new ClientLoop();
    Returning returning = new Returning(cuts);
    crowd = Crowd.of(loop, population.members(), member -> server.client(member, loop, returning));
  }

  Server server() {
    return server;
  }

  Layout layout() {
    return layout;
  }

  Population population() {
    return population;
  }

  Crowd<Client> crowd() {
    return crowd;
  }

  /// How often a connection ended that should not have.
  long cuts() {
    return cuts.get();
  }

  /// Of the next request: no two of a run have the same.
  long nextNumber() {
    return nextNumber;
  }

  void goOnFrom(long number) {
    nextNumber = number;
  }

  @Override
  public void close() {
    try (server) {
      crowd.close();
    }
  }

  /// Comes back, soon, whatever happened.
  private record Returning(AtomicLong cuts) implements Course {
    private static final int LEAST_MILLIS = 100;
    private static final int SPREAD_MILLIS = 200;

    @Override
    public void closed(Client client, int code) {
      cuts.incrementAndGet();
      soon(client);
    }

    @Override
    public void refused(Client client, int status) {
      soon(client);
    }

    private static void soon(Client client) {
      client
          .loop()
          .after(
              LEAST_MILLIS + ThreadLocalRandom.current().nextInt(SPREAD_MILLIS), client::reconnect);
    }
  }
}
