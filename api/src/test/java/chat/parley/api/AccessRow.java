package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.Map;

/// One line of `access.txt`.
///
/// @param body empty for none, `@picture` for a form with an image
record AccessRow(Map<AccessCaller, Cell> cells, String method, String address, String body) {
  private static final Form PICTURE = Form.file("file", "image/webp", Images.WEBP);

  static AccessRow parse(String line) {
    String[] halves = line.split("\\|", 2);
    String[] request = halves[1].strip().split(" ", 3);
    String[] texts = halves[0].strip().split(" +", -1);
    assertThat(texts).as(line).hasSize(AccessCaller.values().length);
    Map<AccessCaller, Cell> cells = new EnumMap<>(AccessCaller.class);
    int column = 0;
    for (AccessCaller caller : AccessCaller.values()) {
      cells.put(caller, Cell.parse(texts[column++]));
    }
    return new AccessRow(cells, request[0], request[1], request.length == 3 ? request[2] : "");
  }

  String text() {
    return method + " " + address + " " + body;
  }

  Cell cell(AccessCaller caller) {
    return requireNonNull(cells.get(caller));
  }

  /// Whether nothing is any different after it.
  boolean changesNothing(AccessCaller caller) {
    return method.equals("GET") || cell(caller).isRefusal();
  }

  /// Whether the caller may have no access any more after it.
  boolean isAboutAnAccount() {
    return address.startsWith("/v1/auth/") || address.startsWith("/v1/users/me");
  }

  Answer send(Rest rest, AccessStage stage, AccessCaller caller) {
    HttpRequest.Builder request = rest.request(stage.fill(address, caller));
    if (body.equals("@picture")) {
      return rest.send(
          request
              .header("Content-Type", Form.TYPE)
              .method(method, HttpRequest.BodyPublishers.ofByteArray(PICTURE.bytes())));
    }
    if (body.isEmpty()) {
      return rest.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    }
    return rest.send(
        request
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(stage.fill(body, caller))));
  }

  /// What one caller is to be answered.
  ///
  /// @param code of a refusal, else empty
  /// @param list whether it is a list with something in it (`some`) or an empty one (`none`), else
  ///     empty
  record Cell(int status, String code, String list) {
    static Cell parse(String text) {
      return switch (text) {
        case "some", "none" -> new Cell(200, "", text);
        case "muted", "banned", "blocked" -> new Cell(403, text, "");
        default -> new Cell(Integer.parseInt(text), code(Integer.parseInt(text)), "");
      };
    }

    private static String code(int status) {
      return switch (status) {
        case 403 -> "forbidden";
        case 404 -> "not_found";
        case 409 -> "conflict";
        case 422 -> "validation_failed";
        default -> "";
      };
    }

    boolean isRefusal() {
      return status >= 400;
    }

    boolean isMetBy(Answer answer) {
      return answer.status() == status
          && (code.isEmpty() || answer.text("code").equals(code))
          && (list.isEmpty() || answer.items().isEmpty() == list.equals("none"));
    }

    @Override
    public String toString() {
      return (status + " " + code + list).strip();
    }
  }
}
