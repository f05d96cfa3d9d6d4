package chat.parley.system.observability;

import chat.parley.system.RestClient.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A message that is sent by somebody who begins a trace, as a gateway does.
///
/// @param trace its id
/// @param span the gateway's own
/// @param text what is sent
record TracedSend(String trace, String span, String text) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static TracedSend fresh() {
    return new TracedSend(
        UUID.randomUUID().toString().replace("-", ""),
        UUID.randomUUID().toString().replace("-", "").substring(0, 16),
        "traced-" + UUID.randomUUID());
  }

  /// @param flags `01` for sampled, `00` for not
  CompletableFuture<HttpResponse<String>> send(URI api, Person sender, String room, String flags) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(api.resolve("/v1/conversations/" + room + "/messages"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + sender.token())
            .header("traceparent", "00-%s-%s-%s".formatted(trace, span, flags))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"content\":\"%s\",\"client_id\":\"%s\"}".formatted(text, UUID.randomUUID())))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
