package chat.parley.system.chaos;

import chat.parley.infra.dev.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Everything between the tiers: a [Link] for each pair that talks.
final class Network implements Routes, AutoCloseable {
  private final Map<String, Link> links = new ConcurrentSkipListMap<>();

  @Override
  public int port(String from, String to, int port) {
    String name = from + " → " + to;
    return links.computeIfAbsent(name, key -> new Link(key, port)).port();
  }

  /// @param from the beginning of a name, as in `api-`
  List<Link> between(String from, String to) {
    return links.values().stream()
        .filter(link -> link.name().startsWith(from) && link.name().contains("→ " + to))
        .toList();
  }

  void heal() {
    links.values().forEach(Link::heal);
  }

  @Override
  public void close() {
    links.values().forEach(Link::close);
  }
}
