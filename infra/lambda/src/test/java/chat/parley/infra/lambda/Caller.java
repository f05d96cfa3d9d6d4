package chat.parley.infra.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Somebody who calls an api by HTTP.
///
/// @param token empty for who has none
/// @param id of the account, empty likewise
record Caller(URI api, String token, String id) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  record Reply(int status, HttpHeaders headers, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("no JSON", e);
      }
    }

    String code() {
      return json().path("code").asText();
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  static Caller nobody(URI api) {
    return new Caller(api, "", "");
  }

  /// With an account of a name that nobody has.
  static Caller registered(URI api) throws Exception {
    String name = "p" + UUID.randomUUID().toString().substring(0, 12).replace("-", "");
    Reply in =
        nobody(api)
            .post(
                "/v1/auth/register",
                "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse battery\"}"
                    .formatted(name));
    if (in.status() != 201) {
      throw new IllegalStateException(in.json().toString());
    }
    return new Caller(
        api, in.json().path("access_token").asText(), in.json().at("/user/id").asText());
  }

  Caller at(URI other) {
    return new Caller(other, token, id);
  }

  /// @return the id of a group with these
  String group(Caller... others) throws Exception {
    String ids = String.join("\",\"", List.of(others).stream().map(Caller::id).toList());
    Reply group =
        post(
            "/v1/conversations",
            "{\"type\":\"group\",\"name\":\"Room\",\"participant_ids\":[\"%s\"]}".formatted(ids));
    if (group.status() != 201) {
      throw new IllegalStateException(group.json().toString());
    }
    return group.json().path("id").asText();
  }

  Reply say(String room, String content) throws Exception {
    return post(
        "/v1/conversations/" + room + "/messages",
        "{\"content\":\"%s\",\"client_id\":\"%s\"}".formatted(content, content));
  }

  Reply get(String path) throws Exception {
    return send("GET", path, new byte[0], List.of());
  }

  Reply post(String path, String json) throws Exception {
    return send(
        "POST",
        path,
        json.getBytes(StandardCharsets.UTF_8),
        List.of("Content-Type", "application/json"));
  }

  Reply upload(String path, String type, byte[] file) throws Exception {
    byte[] head =
        ("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
                + "Content-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = "\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] form = new byte[head.length + file.length + tail.length];
    System.arraycopy(head, 0, form, 0, head.length);
    System.arraycopy(file, 0, form, head.length, file.length);
    System.arraycopy(tail, 0, form, head.length + file.length, tail.length);
    return send("POST", path, form, List.of("Content-Type", "multipart/form-data; boundary=edge"));
  }

  /// @param headers names and values in turn
  Reply send(String method, String path, byte[] body, List<String> headers) throws Exception {
    List<String> all = new ArrayList<>(headers);
    if (!token.isEmpty()) {
      all.addAll(List.of("Authorization", "Bearer " + token));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : api + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.headers(), response.body());
  }
}
