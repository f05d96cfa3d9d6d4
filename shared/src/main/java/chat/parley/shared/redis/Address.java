package chat.parley.shared.redis;

/// Where one Redis server listens.
public record Address(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
