package chat.parley.load.bench;

import chat.parley.load.client.Script;
import chat.parley.load.population.Member;
import java.util.List;
import java.util.UUID;

/// What people do all day.
///
/// @param perSecond how often, of a thousand people who are online in their lively hour
/// @param way how it is asked for
record Chore(String name, double perSecond, Way way) {
  private static final long THE_END = 1_000_000_000_000L;
  private static final int NEWEST = 50;

  /// How something is asked for.
  sealed interface Way {}

  /// By REST.
  record Requested(Asking asking) implements Way {}

  /// On the socket.
  record Commanded(Saying saying) implements Way {}

  /// By losing the connection.
  record Reconnected() implements Way {}

  interface Asking {
    byte[] request(long number, long due, Member who);
  }

  interface Saying {
    String command(long number, Member who);
  }

  static final List<Chore> ALL =
      List.of(
          new Chore("send", 20, new Requested(Chore::send)),
          new Chore("history", 20, new Requested(Chore::history)),
          new Chore("list of conversations", 10, new Requested(Chore::list)),
          new Chore("read", 40, new Commanded(Chore::read)),
          new Chore("typing", 30, new Commanded(Chore::typing)),
          new Chore("delivered", 20, new Commanded(Chore::delivered)),
          new Chore("presence", 5, new Commanded(Chore::presence)),
          new Chore("reconnect", 5, new Reconnected()));

  private static byte[] send(long number, long due, Member who) {
    return Script.post(
        "/v1/conversations/%s/messages".formatted(room(number, who)),
        who.token(),
        "{\"content\":\"%s\",\"client_id\":\"%s\"}"
            .formatted("x".repeat(128), Script.id(number, due)));
  }

  private static byte[] history(long number, long due, Member who) {
    return Script.get(
        "/v1/conversations/%s/messages?limit=%d".formatted(room(number, who), NEWEST), who.token());
  }

  private static byte[] list(long number, long due, Member who) {
    return Script.get("/v1/conversations", who.token());
  }

  private static String read(long number, Member who) {
    return receipt("receipt.read", number, who);
  }

  private static String delivered(long number, Member who) {
    return receipt("receipt.delivered", number, who);
  }

  private static String receipt(String type, long number, Member who) {
    return "\"type\":\"%s\",\"data\":{\"conversation_id\":\"%s\",\"seq\":%d}"
        .formatted(type, room(number, who), THE_END);
  }

  private static String typing(long number, Member who) {
    return "\"type\":\"typing.start\",\"data\":{\"conversation_id\":\"%s\"}"
        .formatted(room(number, who));
  }

  private static String presence(long number, Member who) {
    return "\"type\":\"presence.set\",\"data\":{\"status\":\"%s\"}"
        .formatted(number % 2 == 0 ? "away" : "online");
  }

  private static UUID room(long number, Member who) {
    List<UUID> own = who.conversations();
    return own.get((int) (number / 7 % own.size()));
  }
}
