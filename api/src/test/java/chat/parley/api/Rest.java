package chat.parley.api;

import static java.util.Objects.requireNonNull;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An independent client: JDK HTTP and nothing of the product's own types.
final class Rest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final @Nullable String token;

  Rest(URI base) {
    this(base, null);
  }

  private Rest(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  Rest as(Person person) {
    return withToken(person.token());
  }

  Rest withToken(@Nullable String newToken) {
    return new Rest(base, newToken);
  }

  /// Registers somebody whose name begins with `name`.
  Person register(String name) {
    String username = name + "-" + UUID.randomUUID().toString().substring(0, 8);
    Answer answer =
        post(
            "/v1/auth/register",
            """
            {"username": "%s", "email": "%s@example.org", "password": "correct horse battery"}
            """
                .formatted(username, username));
    if (answer.status() != 201) {
      throw new AssertionError("not registered: " + answer);
    }
    return new Person(answer.text("user.id"), username, answer.text("access_token"));
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return post(path, "application/json", json);
  }

  Answer post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /// Somebody who is registered.
  record Person(String id, String username, String token) {}

  /// What came back.
  record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    int status() {
      return response.statusCode();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    String body() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode whole() {
      try {
        return requireNonNull(JSON.readValue(response.body(), JsonNode.class));
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + this, e);
      }
    }

    /// The member at a path such as `items.0.id`.
    JsonNode at(String path) {
      JsonNode node = whole();
      for (String step : path.split("\\.", -1)) {
        JsonNode next = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        if (next == null) {
          throw new AssertionError("no '" + path + "' in " + this);
        }
        node = next;
      }
      return node;
    }

    String text(String path) {
      return at(path).getStringValue();
    }

    @Override
    public String toString() {
      return status() + " " + body();
    }
  }
}
