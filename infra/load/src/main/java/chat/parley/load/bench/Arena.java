package chat.parley.load.bench;

import chat.parley.load.client.ClientLoop;
import chat.parley.load.population.Layout;
import chat.parley.load.server.BareServer;
import chat.parley.load.server.ParleyServer;
import chat.parley.load.server.Server;
import chat.parley.load.server.SocketIoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where servers meet: all of a workload's run side by side, and are measured in turn.
final class Arena implements AutoCloseable {
  static final String PARLEY = "Parley";
  static final String PEER = "socket.io";
  static final String CEILING = "bare Netty";

  private final Settings settings;
  private final ClientLoop senders = new ClientLoop("senders");
  private final Map<String, String> madeOf = new LinkedHashMap<>();

  Arena(Settings settings) {
    this.settings = settings;
    try {
      Files.createDirectories(settings.logs());
    } catch (IOException e) {
      throw new UncheckedIOException("no place for logs", e);
    }
  }

  Settings settings() {
    return settings;
  }

  Scale scale() {
    return settings.scale();
  }

  ClientLoop senders() {
    return senders;
  }

  /// All that have run so far, and what they were made of.
  Map<String, String> madeOf() {
    return madeOf;
  }

  Server start(String name) {
    Server server =
        switch (name) {
          case PARLEY -> ParleyServer.start(settings.logs(), 1, 1);
          case PEER ->
              SocketIoServer.start(settings.target(), settings.logs(), settings.peerProcesses());
          case CEILING -> BareServer.start(settings.logs());
          default -> throw new IllegalArgumentException("no such server: " + name);
        };
    madeOf.put(server.name(), server.madeOf());
    return server;
  }

  /// Of these names those that are wanted at all.
  List<String> wanted(String... names) {
    return List.of(names).stream().filter(settings.servers()::contains).toList();
  }

  /// Started, with everybody connected.
  Contestants gather(Layout layout, String... names) {
    Contestants contestants = new Contestants(new ArrayList<>());
    try {
      for (String name : wanted(names)) {
        contestants.add(Contestant.of(start(name), layout));
      }
      return contestants;
    } catch (RuntimeException e) {
      contestants.close();
      throw e;
    }
  }

  /// A Parley alone, of so many nodes, with everybody connected.
  Contestants gather(Layout layout, int apis, int pushes) {
    Server server = ParleyServer.start(settings.logs(), apis, pushes);
    madeOf.merge(server.name(), server.madeOf(), (one, other) -> one + "; " + other);
    return new Contestants(List.of(Contestant.of(server, layout)));
  }

  /// Those who compete.
  record Contestants(List<Contestant> all) implements AutoCloseable {
    private void add(Contestant contestant) {
      all.add(contestant);
    }

    @Override
    public void close() {
      all.forEach(Contestant::close);
    }
  }

  @Override
  public void close() {
    senders.close();
  }
}
