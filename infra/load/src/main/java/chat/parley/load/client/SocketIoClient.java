package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.load.population.Member;

/// A device of a socket.io server: engine.io 4 over a WebSocket from the beginning. Nothing can
/// be resumed there, so it follows what comes from the moment that it is let in. Only its loop's
/// thread touches it.
public final class SocketIoClient extends Client {
  private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
  private static final byte[] PONG = {'3'};

  private final Member member;

  public SocketIoClient(Member member, ClientLoop loop, Course course) {
    super(member.name(), loop, course);
    this.member = member;
  }

  @Override
  byte[] upgrade() {
    return ClientBytes.upgrade(PATH, "");
  }

  @Override
  void opened() {
    // The server's "open" packet comes first.
  }

  @Override
  void text(byte[] memory, int from, int to) {
    switch (Packet.of(memory, from, to)) {
      case OPEN -> send("40{\"token\":\"%s\"}".formatted(member.token()).getBytes(US_ASCII));
      case PING -> send(PONG);
      case CONNECTED -> follow();
      case EVENT -> {
        loop().scanner().scanForDue(memory, from, to);
        receive(loop().scanner());
      }
      case REFUSED, UNKNOWN -> fault(new String(memory, from, to - from, US_ASCII));
    }
  }

  /// A packet of engine.io and, within a message, of socket.io.
  enum Packet {
    OPEN,
    PING,
    CONNECTED,
    REFUSED,
    EVENT,
    UNKNOWN;

    static Packet of(byte[] memory, int from, int to) {
      int first = from < to ? memory[from] : 0;
      int second = from + 1 < to ? memory[from + 1] : 0;
      return switch (first) {
        case '0' -> OPEN;
        case '2' -> PING;
        case '4' ->
            switch (second) {
              case '0' -> CONNECTED;
              case '2' -> EVENT;
              case '4' -> REFUSED;
              default -> UNKNOWN;
            };
        default -> UNKNOWN;
      };
    }
  }
}
