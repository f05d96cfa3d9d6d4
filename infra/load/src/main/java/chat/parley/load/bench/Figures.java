package chat.parley.load.bench;

import chat.parley.load.meter.Cores;
import chat.parley.load.meter.Usage;
import chat.parley.load.server.Server;
import java.util.Map;
import java.util.stream.Stream;

/// The names of figures, and what follows from others.
final class Figures {
  static final String RATE = "messages/s due";
  static final String SENT = "sent";
  static final String ACKNOWLEDGED = "acknowledged";
  static final String DELIVERED = "delivered";
  static final String EXPECTED = "to be delivered";
  static final String ADDS_UP = "adds up";
  static final String CUTS = "connections cut";
  static final String SENDS_PER_SECOND = "sends/s";
  static final String DELIVERIES_PER_SECOND = "deliveries/s";
  static final String BYTES_PER_DELIVERY = "bytes per delivery";
  static final String P50 = "p50 ms";
  static final String P99 = "p99 ms";
  static final String P999 = "p99.9 ms";
  static final String MAX = "max ms";
  static final String ANSWER_P50 = "answer p50 ms";
  static final String ANSWER_P99 = "answer p99 ms";
  static final String SUSTAINED = "sustained";

  /// Processor seconds of those who hold sockets, for a million deliveries.
  static final String SOCKETS_CPU = "CPU s per 1,000,000 deliveries, sockets";

  /// Of all that is not a store.
  static final String SERVERS_CPU = "CPU s per 1,000 sends, servers";

  /// The stores too.
  static final String ALL_CPU = "CPU s per 1,000 sends, stores too";

  /// Of clients and senders, which share the machine with what is measured.
  static final String GENERATOR_CORES = "cores busy, clients and senders";

  static final String ALL_CORES = "cores busy, whole machine";
  static final String STOLEN_CORES = "cores stolen by other machines";

  private Figures() {}

  /// Processor seconds of one role in the window.
  static String cpu(String role) {
    return "CPU s, " + role;
  }

  /// At the end of the window.
  static String resident(String role) {
    return "resident MB, " + role;
  }

  static void put(Map<String, Double> figures, Usage used, double sends, double deliveries) {
    double servers = used.cpuSeconds(Server.SOCKETS) + used.cpuSeconds(Server.REQUESTS);
    double stores = used.cpuSeconds(Server.POSTGRES) + used.cpuSeconds(Server.REDIS);
    figures.put(SOCKETS_CPU, used.cpuSeconds(Server.SOCKETS) * 1e6 / deliveries);
    figures.put(SERVERS_CPU, servers * 1e3 / sends);
    figures.put(ALL_CPU, (servers + stores) * 1e3 / sends);
    Stream.of(Server.REQUESTS, Server.SOCKETS, Server.POSTGRES, Server.REDIS)
        .filter(used::has)
        .forEach(
            role -> {
              figures.put(cpu(role), used.cpuSeconds(role));
              figures.put(resident(role), used.residentMegabytes(role));
            });
  }

  static void put(Map<String, Double> figures, Cores cores) {
    figures.put(GENERATOR_CORES, cores.own());
    figures.put(ALL_CORES, cores.all());
    figures.put(STOLEN_CORES, cores.stolen());
  }
}
