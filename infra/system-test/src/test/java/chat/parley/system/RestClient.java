package chat.parley.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// Speaks REST to one api node.
public record RestClient(URI base) {
  public static final ObjectMapper JSON = new ObjectMapper();
  public static final String PASSWORD = "correct horse battery";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static RestClient on(int port) {
    return new RestClient(URI.create("http://127.0.0.1:" + port));
  }

  public Person register(String username) {
    return register(username, username);
  }

  public Person register(String username, String displayName) {
    JsonNode answer =
        expect(
            201,
            post(
                "/v1/auth/register",
                "",
                Map.of(
                    "username",
                    username,
                    "email",
                    username + "@example.org",
                    "password",
                    PASSWORD,
                    "display_name",
                    displayName)));
    return new Person(
        answer.at("/user/id").asText(), username, answer.get("access_token").asText());
  }

  public HttpResponse<String> get(String path, String token) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET(), token);
  }

  public HttpResponse<String> post(String path, String token, Object body) {
    try {
      return send(
          HttpRequest.newBuilder(base.resolve(path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
          token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpResponse<String> put(String path, String token) {
    return send(
        HttpRequest.newBuilder(base.resolve(path)).PUT(HttpRequest.BodyPublishers.noBody()), token);
  }

  /// Any call with a body of JSON.
  public HttpResponse<String> call(String method, String path, String token, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)),
        token);
  }

  /// A multipart form with one file.
  public HttpResponse<String> upload(String path, String token, String type, byte[] file) {
    String head =
        """
        --the-file\r
        Content-Disposition: form-data; name="file"; filename="file"\r
        Content-Type: %s\r
        \r
        """
            .formatted(type);
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "multipart/form-data; boundary=the-file")
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofString(head),
                    HttpRequest.BodyPublishers.ofByteArray(file),
                    HttpRequest.BodyPublishers.ofString("\r\n--the-file--\r\n"))),
        token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token) {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "expected %d but %s answered %d: %s"
              .formatted(status, answer.uri(), answer.statusCode(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Somebody registered.
  public record Person(String id, String username, String token) {}
}
