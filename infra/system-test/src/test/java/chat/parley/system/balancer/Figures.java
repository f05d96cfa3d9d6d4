package chat.parley.system.balancer;

import java.util.List;
import java.util.stream.LongStream;

/// What clients of one balancer noticed. Times in milliseconds.
///
/// @param slowest the longest that a request took
/// @param deliveries messages heard, by all listeners together
/// @param socketPause the longest from when a message was sent to when a socket's client heard it
/// @param streamPause the same for event streams
record Figures(
    int requests,
    int failed,
    long slowest,
    long deliveries,
    int reconnects,
    long socketPause,
    long streamPause) {

  /// @param sent by anybody
  static Figures of(List<Writer> writers, List<Listener> listeners, List<Writer.Made> sent) {
    List<Writer.Made> own = writers.stream().flatMap(each -> each.made().stream()).toList();
    return new Figures(
        own.size(),
        (int) own.stream().filter(Writer.Made::failed).count(),
        longest(own.stream().mapToLong(Writer.Made::nanos)),
        listeners.stream().mapToLong(each -> each.positions().heardAt().size()).sum(),
        listeners.stream().mapToInt(Listener::reconnects).sum(),
        pause("sockets", listeners, sent),
        pause("streams", listeners, sent));
  }

  private static long pause(String kind, List<Listener> listeners, List<Writer.Made> sent) {
    return longest(
        listeners.stream()
            .filter(each -> each.kind().equals(kind))
            .flatMapToLong(
                each ->
                    sent.stream()
                        .filter(made -> each.positions().heardAt().containsKey(made.clientId()))
                        .mapToLong(
                            made ->
                                each.positions().heardAt().getOrDefault(made.clientId(), 0L)
                                    - made.began())));
  }

  private static long longest(LongStream nanos) {
    return nanos.max().orElse(0) / 1_000_000;
  }

  static String head() {
    return "| through | requests | failed | slowest, ms | messages heard | reconnects"
        + " | longest pause of a socket, ms | of an event stream, ms |\n|---|---|---|---|---|---|---|---|\n";
  }

  String row(Balancer balancer) {
    return "| %s | %d | %d | %d | %d | %d | %d | %d |\n"
        .formatted(
            balancer, requests, failed, slowest, deliveries, reconnects, socketPause, streamPause);
  }
}
