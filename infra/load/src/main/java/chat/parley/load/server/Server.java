package chat.parley.load.server;

import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  /// The process of each role, all that it started belonging to it.
  Map<String, Long> processes();

  default long process(String role) {
    return Objects.requireNonNull(processes().get(role), role);
  }

  /// Has it know what its tables hold by now; see [Database#analyze].
  default void analyze() {}

  /// Whether whoever comes back gets what they missed.
  boolean resumes();

  @Override
  void close();
}
