package chat.parley.load.server;

import chat.parley.infra.stores.AtExit;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import chat.parley.load.ceiling.Broadcast;
import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.client.RestConnection;
import chat.parley.load.population.Database;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ceiling: [Broadcast], which speaks Parley's frames, so that Parley's own client judges it.
public final class BareServer implements Server {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final int port = Ports.free();
  private final ChildProcess process;

  private BareServer(Path logs) {
    process =
        ChildProcess.start(
            new ChildProcess.Launch(
                "bare-netty",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Broadcast.class.getName(),
                    Integer.toString(port)),
                Map.of(),
                Path.of("").toAbsolutePath(),
                logs.resolve("bare-netty-" + port + ".log"),
                Signal.KILL,
                null));
  }

  public static BareServer start(Path logs) {
    BareServer server = new BareServer(logs);
    AtExit.close(server);
    server.process.awaitReady(server::isReady, START_LIMIT);
    return server;
  }

  /// Asked by connecting: whoever tries to bind the port may be in the server's way.
  private boolean isReady() {
    try {
      new RestConnection(port).close();
      return true;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  @Override
  public String name() {
    return "bare Netty";
  }

  @Override
  public String madeOf() {
    Version netty = Objects.requireNonNull(Version.identify().get("netty-transport"));
    return "Netty %s, no storage, no authentication, `-Xmx512m`, serial collector"
        .formatted(netty.artifactVersion());
  }

  @Override
  public List<Integer> requestPorts() {
    return List.of(port);
  }

  @Override
  public List<Integer> socketPorts() {
    return List.of(port);
  }

  @Override
  public String messagesPath() {
    return "/%s";
  }

  /// Whose token says where they are: there is nobody to ask.
  @Override
  public Population settle(Layout layout) {
    return Population.drawn(
        Database.NONE,
        layout,
        count -> Stream.generate(UUID::randomUUID).limit(count).toList(),
        (user, session, conversations) ->
            conversations.stream().map(UUID::toString).collect(Collectors.joining(",")));
  }

  @Override
  public Client client(Member member, ClientLoop loop, Course course) {
    return new ParleyClient(member, loop, course).withoutResuming();
  }

  @Override
  public Map<String, List<Long>> processes() {
    return Map.of(SOCKETS, List.of(process.pid()));
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public void close() {
    AtExit.forget(this);
    process.kill();
  }
}
