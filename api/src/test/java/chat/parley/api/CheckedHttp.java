package chat.parley.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/// Sends requests, and holds each answer against the API's document: [AnswerCheck].
final class CheckedHttp {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static @Nullable AnswerCheck answers;

  private CheckedHttp() {}

  /// @param base of the api that it goes to
  static HttpResponse<byte[]> send(URI base, HttpRequest request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      answers(base)
          .check(
              response.request().method(),
              response.uri().getRawPath(),
              response.statusCode(),
              response.headers().firstValue("Content-Type"),
              response.body());
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// By the document of the first api that is asked anything: they are all the same.
  private static synchronized AnswerCheck answers(URI base)
      throws IOException, InterruptedException {
    if (answers == null) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve("/openapi.yml")).build();
      answers =
          new AnswerCheck(
              Described.parse(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    }
    return answers;
  }
}
