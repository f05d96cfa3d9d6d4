package chat.parley.api;

import static java.util.Objects.requireNonNull;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An independent client: JDK HTTP and nothing of the product's own types. What it is answered
/// must be what the API's document says: [CheckedHttp].
final class Rest {
  private final URI base;
  private final @Nullable String token;

  Rest(URI base) {
    this(base, null);
  }

  private Rest(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  URI base() {
    return base;
  }

  Rest as(Person person) {
    return withToken(person.token());
  }

  Rest withToken(@Nullable String newToken) {
    return new Rest(base, newToken);
  }

  /// The same person at another api.
  Rest at(RunningApi api) {
    return api.rest().withToken(token);
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
    answer.expect(201);
    return new Person(
        answer.text("user.id"), username, answer.text("session_id"), answer.text("access_token"));
  }

  /// Opens a private group of whoever this client is and these people.
  ///
  /// @return its id
  String group(Person... others) {
    return post(
            "/v1/conversations",
            "{\"name\": \"Room\", \"participant_ids\": %s}".formatted(ids(others)))
        .expect(201)
        .text("id");
  }

  /// Opens the direct conversation with somebody.
  Answer direct(Person other) {
    return post("/v1/conversations", "{\"participant_ids\": %s}".formatted(ids(other)));
  }

  /// The ids of people as a JSON array.
  static String ids(Person... people) {
    return Arrays.stream(people)
        .map(person -> '"' + person.id() + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  Answer write(String conversation, String content) {
    return post(messages(conversation), "{\"content\": \"" + content + "\"}");
  }

  /// Answers a message.
  Answer reply(String conversation, String message, String content) {
    return post(
        messages(conversation),
        "{\"content\": \"%s\", \"reply_to\": \"%s\"}".formatted(content, message));
  }

  static String messages(String conversation) {
    return "/v1/conversations/" + conversation + "/messages";
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /// A list page by page to its end.
  ///
  /// @param path with a query, for the cursor is added to it
  List<Answer> pages(String path) {
    List<Answer> pages = new ArrayList<>();
    pages.add(get(path).expect(200));
    while (!pages.getLast().at("next_cursor").isNull()) {
      if (pages.size() > 1_000) {
        throw new AssertionError("no end of " + path);
      }
      pages.add(get(path + "&cursor=" + pages.getLast().text("next_cursor")).expect(200));
    }
    return pages;
  }

  Answer post(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Answer post(String path, String json) {
    return post(path, "application/json", json);
  }

  Answer put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer post(String path, String contentType, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answer get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).GET();
    headers.forEach(request::header);
    return send(request);
  }

  Answer patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer put(String path) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.noBody()));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer delete(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofString(json)));
  }

  /// Gives a message another text.
  Answer edit(String message, String content) {
    return patch("/v1/messages/" + message, "{\"content\": \"" + content + "\"}");
  }

  /// @param emoji as it is, not yet encoded
  static String reaction(String message, String emoji) {
    return "/v1/messages/"
        + message
        + "/reactions/"
        + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
  }

  Answer send(HttpRequest.Builder request) {
    return new Answer(CheckedHttp.send(base, request.build()));
  }

  HttpRequest.Builder request(String path) {
    // Not resolved against the base: that would tidy the path.
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /// Somebody who is registered.
  record Person(String id, String username, String session, String token) {}

  /// What came back.
  record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    int status() {
      return response.statusCode();
    }

    /// This, unless it has another status.
    Answer expect(int status) {
      if (status() != status) {
        throw new AssertionError("not a " + status + ": " + this);
      }
      return this;
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    byte[] bytes() {
      return response.body();
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

    long number(String path) {
      return at(path).getLongValue();
    }

    /// The elements of `items`.
    List<JsonNode> items() {
      List<JsonNode> items = new ArrayList<>();
      at("items").values().forEach(items::add);
      return items;
    }

    /// One member of each element of `items`.
    List<String> texts(String member) {
      return items().stream()
          .map(item -> requireNonNull(item.get(member)).coerceStringValue())
          .toList();
    }

    /// What the members of the object at a path are called.
    Set<String> members(String path) {
      return members(at(path));
    }

    static Set<String> members(JsonNode object) {
      Set<String> names = new TreeSet<>();
      object.entries().forEach(member -> names.add(member.getKey()));
      return names;
    }

    @Override
    public String toString() {
      return status() + " " + body();
    }
  }
}
