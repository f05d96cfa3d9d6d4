package chat.parley.infra.dev.rehearsal;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.Map;

/// One person's calls to an api. One that is refused ends the rehearsal: half a play teaches
/// nothing, and the build is to say so.
final class Rest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI api;
  private final String token;

  /// @param token empty for who has none yet
  Rest(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  void get(String path) {
    answer(HttpRequest.newBuilder(api.resolve(path)), path);
  }

  /// @param call for instance `POST /v1/conversations`
  /// @return what is answered, if that is a JSON object
  Map<String, Object> call(String call, String json) {
    var words = call.split(" ", 2);
    var request =
        HttpRequest.newBuilder(api.resolve(words[1]))
            .header("Content-Type", "application/json")
            .method(words[0], BodyPublishers.ofString(json));
    var body = answer(request, call);
    try {
      return body.startsWith("{") ? JSONObjectUtils.parse(body) : Map.of();
    } catch (ParseException e) {
      throw new IllegalStateException(call + " was answered " + body, e);
    }
  }

  private String answer(HttpRequest.Builder request, String what) {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s was answered %d: %s".formatted(what, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what, e);
    }
  }
}
