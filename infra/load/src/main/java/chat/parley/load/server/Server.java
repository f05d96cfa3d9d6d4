package chat.parley.load.server;

import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.util.List;
import java.util.Map;

/// A system of one or several processes that takes messages by HTTP and hands them out by
/// WebSocket.
public interface Server extends AutoCloseable {
  /// Of the roles of processes: it holds the sockets.
  String SOCKETS = "sockets";

  /// It takes the requests; missing where the holder of the sockets does.
  String REQUESTS = "requests";

  String POSTGRES = "postgres";
  String REDIS = "redis";

  String name();

  /// What it is made of, with versions.
  String madeOf();

  /// Where requests go.
  List<Integer> requestPorts();

  /// Where WebSockets go.
  List<Integer> socketPorts();

  /// Of the messages of a conversation, with `%s` for its id.
  String messagesPath();

  /// Makes people and conversations, and makes them known to it.
  Population settle(Layout layout);

  Client client(Member member, ClientLoop loop, Course course);

  /// The processes of each role, all that they started belonging to them.
  Map<String, List<Long>> processes();

  /// None where nobody has the role.
  default List<Long> processes(String role) {
    return processes().getOrDefault(role, List.of());
  }

  /// The only one of that role.
  default long process(String role) {
    List<Long> all = processes(role);
    if (all.size() != 1) {
      throw new IllegalStateException("%d processes for %s".formatted(all.size(), role));
    }
    return all.getFirst();
  }

  /// Has it know what its tables hold by now; see [Database#analyze].
  default void analyze() {}

  /// Whether whoever comes back gets what they missed.
  boolean resumes();

  @Override
  void close();
}
