package chat.parley.load;

import chat.parley.infra.dev.Stack;
import chat.parley.shared.gateway.ServiceCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// A client of one api, as anybody: it shows the credential of the push tier.
final class Asking {
  private static final int WARM_UP = 300;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI api;
  private final String credential;
  private final String session = UUID.randomUUID().toString();
  private final List<String> refusals = new ArrayList<>();

  Asking(Stack stack) {
    api = stack.apis().getFirst().uri();
    credential = stack.secrets().internalCredential();
  }

  /// Until the JVM has compiled what is hot; what PostgreSQL has in memory stays what it is.
  void warmUp(Subjects subjects) {
    times(WARM_UP, i -> Request.get(subjects.busy(0), "/v1/conversations"));
    times(
        WARM_UP, i -> Request.get(subjects.seat(0).user(), subjects.seat(0).path() + "/messages"));
  }

  /// @return nanoseconds from the request to the end of its answer
  Histogram times(int count, IntFunction<Request> requests) {
    Histogram nanos = new Histogram(3);
    for (int i = 0; i < count; i++) {
      Request request = requests.apply(i);
      long begun = System.nanoTime();
      HttpResponse<byte[]> answer = answer(request);
      nanos.recordValue(System.nanoTime() - begun);
      if (answer.statusCode() >= 300) {
        refusals.add(answer.statusCode() + " " + request.path());
      }
    }
    return nanos;
  }

  boolean isAnswered(Request request) {
    return answer(request).statusCode() == 200;
  }

  /// What was not answered as it should be.
  List<String> refusals() {
    return refusals;
  }

  private HttpResponse<byte[]> answer(Request request) {
    String body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(api.resolve(request.path()))
            .header(ServiceCredential.HEADER, credential)
            .header(ServiceCredential.ON_BEHALF_OF, request.user() + "/" + session)
            .method(
                request.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      builder.header("Content-Type", "application/json");
    }
    try {
      return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
