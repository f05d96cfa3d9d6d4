package chat.parley.infra.dev.rehearsal;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody with an account, who writes by REST and hears by a socket. For one thread at a time.
final class Actor {
  private static final String PASSWORD = "correct horse battery";
  private static final String LAST_WORDS = "the last of ";
  private static final int LOOK_EVERY = 10;

  private static final List<String> IN_THE_ROOM =
      List.of(
          "",
          "/participants",
          "/messages",
          "/messages?limit=20&before=40",
          "/messages?around=30",
          "/events?after=5",
          "/pins",
          "/online");

  private static final List<String> ELSEWHERE =
      List.of(
          "/v1/conversations",
          "/v1/conversations/unread",
          "/v1/users/me",
          "/v1/users/online",
          "/v1/users?query=act",
          "/v1/mentions",
          "/v1/friends",
          "/v1/auth/sessions",
          "/v1/search/messages?q=line",
          "/.well-known/jwks.json",
          "/health/readiness",
          "/prometheus",
          "/");

  private final String name;
  private final URI api;
  private final URI push;

  private @Nullable Rest rest;
  private @Nullable Socket socket;
  private String id = "";
  private String refreshToken = "";
  private String message = "";

  Actor(String name, URI api, URI push) {
    this.name = name;
    this.api = api;
    this.push = push;
  }

  String id() {
    return id;
  }

  void comes() {
    var door = new Rest(api, "");
    door.call(
        "POST /v1/auth/register",
        "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"%2$s\"}"
            .formatted(name, PASSWORD));
    var in =
        door.call(
            "POST /v1/auth/login",
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD));
    id = text(((Map<?, ?>) Objects.requireNonNull(in.get("user"))), "id");
    refreshToken = text(in, "refresh_token");
    var token = text(in, "access_token");
    rest = new Rest(api, token);
    socket = Socket.open(push.resolve("/ws?token=" + token));
    socket.hears("\"hello\"");
  }

  /// @return the group's id
  String opens(String others) {
    return text(
        rest()
            .call(
                "POST /v1/conversations",
                "{\"type\":\"group\",\"name\":\"Stage\",\"participant_ids\":[%s]}"
                    .formatted(others)),
        "id");
  }

  void talks(String room, int lines) {
    for (var line = 1; line < lines; line++) {
      says(room, "line %d, said to everybody on this stage".formatted(line));
      if (line % LOOK_EVERY == 0) {
        rest().get("/v1/conversations/" + room + "/messages");
        command("typing.start", room, "");
        command("receipt.read", room, ",\"seq\":" + line);
      }
    }
    says(room, LAST_WORDS + name);
  }

  private void says(String room, String content) {
    var said =
        rest()
            .call(
                "POST /v1/conversations/" + room + "/messages",
                "{\"content\":\"%s\",\"client_id\":\"%s\"}".formatted(content, content));
    message = text(said, "id");
  }

  private void command(String type, String room, String more) {
    socket()
        .says(
            "{\"type\":\"%1$s\",\"id\":\"%1$s\",\"data\":{\"conversation_id\":\"%2$s\"%3$s}}"
                .formatted(type, room, more));
  }

  /// In whichever order they came.
  void hearsLastOf(List<Actor> all) {
    Set<String> awaited = new HashSet<>();
    all.forEach(actor -> awaited.add('"' + LAST_WORDS + actor.name + '"'));
    while (!awaited.isEmpty()) {
      var frame = socket().hears(LAST_WORDS);
      awaited.removeIf(frame::contains);
    }
  }

  void looksAround(String room) {
    IN_THE_ROOM.forEach(place -> rest().get("/v1/conversations/" + room + place));
    ELSEWHERE.forEach(rest()::get);
    var one = "/v1/messages/" + message;
    rest().call("PATCH " + one, "{\"content\":\"another line\"}");
    rest().call("PUT " + one + "/reactions/%F0%9F%91%8D", "");
    rest().call("DELETE " + one + "/reactions/%F0%9F%91%8D", "");
    rest().get(one);
    rest().get(one + "/receipts");
    rest().call("DELETE " + one, "");
    rest().call("PUT /v1/users/me/status", "{\"status\":\"dnd\"}");
  }

  /// Each time on a new ticket, and told what was missed.
  void comesBack(int times) {
    for (var time = 0; time < times; time++) {
      socket().close();
      var ticket = text(rest().call("POST /v1/realtime/tickets", ""), "ticket");
      socket = Socket.open(push.resolve("/ws?resume=1&ticket=" + ticket));
      socket.says("{\"type\":\"resume\",\"id\":\"r\",\"data\":{\"positions\":{}}}");
      socket.hears("\"resumed\"");
    }
  }

  void leaves() {
    socket().close();
    new Rest(api, "")
        .call("POST /v1/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(refreshToken));
    rest().call("POST /v1/auth/logout", "");
  }

  private static String text(Map<?, ?> answer, String field) {
    return (String) Objects.requireNonNull(answer.get(field), field);
  }

  private Rest rest() {
    return Objects.requireNonNull(rest);
  }

  private Socket socket() {
    return Objects.requireNonNull(socket);
  }
}
