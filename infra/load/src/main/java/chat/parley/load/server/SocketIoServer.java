package chat.parley.load.server;

import chat.parley.infra.dev.Secrets;
import chat.parley.infra.stores.AtExit;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import chat.parley.infra.stores.Signal;
import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.client.RestConnection;
import chat.parley.load.client.SocketIoClient;
import chat.parley.load.population.Database;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import chat.parley.load.population.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The peer: Express, pg and socket.io with its Redis adapter, doing the same job with fewer
/// promises. It has stores of its own, of the same kind as Parley's.
public final class SocketIoServer implements Server {
  private static final String DATABASE = "peer";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int POOL = 16;

  private final PostgresStore postgres;
  private final RedisStore redis;
  private final Tokens tokens;
  private final PeerFolder folder;
  private final int port;
  private final int processes;
  private final ChildProcess process;

  private SocketIoServer(
      PostgresStore postgres, RedisStore redis, PeerFolder folder, int processes, Path logs) {
    this.postgres = postgres;
    this.redis = redis;
    this.folder = folder;
    this.processes = processes;
    this.tokens = new Tokens(Secrets.fresh().signingKeys());
    this.port = Ports.free();
    postgres.createDatabase(DATABASE);
    folder.createTables(database());
    this.process =
        ChildProcess.start(
            new ChildProcess.Launch(
                "socket.io",
                List.of("node", "server.js"),
                environment(),
                folder.folder(),
                logs.resolve("socket.io-" + port + ".log"),
                Signal.KILL,
                null));
  }

  /// @param processes that share the work
  public static SocketIoServer start(Path target, Path logs, int processes) {
    PeerFolder folder = PeerFolder.installed(target.resolve("socket.io"));
    SocketIoServer server =
        new SocketIoServer(
            PostgresStore.temporary(), RedisStore.temporary(), folder, processes, logs);
    AtExit.close(server);
    server.process.awaitReady(server::isReady, START_LIMIT);
    return server;
  }

  private Database database() {
    return Database.of(postgres, DATABASE);
  }

  private Map<String, String> environment() {
    return Map.of(
        "NODE_ENV",
        "production",
        "PEER_PORT",
        Integer.toString(port),
        "PEER_PROCESSES",
        Integer.toString(processes),
        "PEER_POOL",
        Integer.toString(Math.max(1, POOL / processes)),
        "PEER_KEY",
        tokens.publicKey(),
        "PEER_REDIS",
        redis.uri(),
        "PEER_DATABASE",
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                postgres.username(), postgres.password(), Ports.HOST, postgres.port(), DATABASE));
  }

  private boolean isReady() {
    try (RestConnection connection = new RestConnection(port)) {
      return connection.get("/health", "") == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  @Override
  public String name() {
    return "socket.io";
  }

  @Override
  public String madeOf() {
    return "%s, %d process(es)".formatted(folder.versions(), processes);
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
    return "/conversations/%s/messages";
  }

  @Override
  public Population settle(Layout layout) {
    Database database = database();
    Population population = Population.drawn(database, layout, database::newIds, tokens::issue);
    List<Member> members = population.members();
    Object[] rooms = members.stream().flatMap(each -> each.conversations().stream()).toArray();
    Object[] people =
        members.stream()
            .flatMap(each -> each.conversations().stream().map(room -> each.id()))
            .toArray();
    population.write(
        connection ->
            Database.execute(
                connection,
                """
                insert into participants (conversation_id, user_id)
                select room, person from unnest(?::uuid[], ?::uuid[]) as p (room, person)
                """,
                rooms,
                people));
    population.write(connection -> Database.execute(connection, "analyze"));
    return population;
  }

  @Override
  public Client client(Member member, ClientLoop loop, Course course) {
    return new SocketIoClient(member, loop, course);
  }

  @Override
  public Map<String, List<Long>> processes() {
    return Map.of(
        SOCKETS, List.of(process.pid()),
        POSTGRES, List.of(postgres.pid()),
        REDIS, List.of(redis.pid()));
  }

  @Override
  public void analyze() {
    database().analyze();
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public void close() {
    AtExit.forget(this);
    try (postgres;
        redis) {
      process.kill();
    }
  }
}
