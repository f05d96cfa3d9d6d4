package chat.parley.push.command;

import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.ServiceHttpClientConfiguration;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Calls the api's public interface for a user. Safe for any thread; blocks none.
///
/// Takes the apis in turn by itself instead of by the client's balancing, because a second try must
/// go to another one.
@Singleton
final class RestCalls {
  private static final Logger LOG = LoggerFactory.getLogger(RestCalls.class);
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

  private final HttpClient http;
  private final List<URI> apis;
  private final ServiceCredential credential;
  private final CommandSettings settings;
  private final AtomicInteger turn = new AtomicInteger();

  RestCalls(
      @Client(id = "api-commands") HttpClient http,
      @Named("api-commands") ServiceHttpClientConfiguration service,
      ServiceCredential credential,
      CommandSettings settings) {
    this.http = http;
    this.apis = List.copyOf(service.getUrls());
    this.credential = credential;
    this.settings = settings;
  }

  /// @param onBehalfOf as in [ServiceCredential#ON_BEHALF_OF]
  /// @return never fails
  CompletionStage<Outcome> make(Call call, String onBehalfOf) {
    int first = turn.getAndIncrement();
    return attempt(call, onBehalfOf, first)
        .onErrorResume(
            failure -> mayRepeat(call, failure), failure -> attempt(call, onBehalfOf, first + 1))
        .timeout(settings.commandTimeout())
        .onErrorResume(
            failure -> {
              LOG.debug("{} of a command failed: {}", call.method(), failure.toString());
              return Mono.just(new Outcome.Unanswered());
            })
        .toFuture();
  }

  private Mono<Outcome> attempt(Call call, String onBehalfOf, int number) {
    URI api = apis.get(Math.floorMod(number, apis.size()));
    MutableHttpRequest<byte[]> request =
        HttpRequest.create(call.method(), api.resolve(call.path()).toString());
    request
        .header(ServiceCredential.HEADER, credential.credential())
        .header(ServiceCredential.ON_BEHALF_OF, onBehalfOf)
        .accept(MediaType.APPLICATION_JSON_TYPE, MediaType.of(Problem.MEDIA_TYPE));
    if (call.body() != null) {
      request.contentType(MediaType.APPLICATION_JSON_TYPE).body(call.body());
    }
    return Mono.defer(() -> Mono.from(http.exchange(request, byte[].class)))
        .<HttpResponse<?>>map(response -> response)
        .onErrorResume(
            HttpClientResponseException.class, refused -> Mono.just(refused.getResponse()))
        .map(RestCalls::outcome);
  }

  /// What is not the api's word, like a proxy's page, tells nothing about the command.
  private static Outcome outcome(HttpResponse<?> response) {
    byte[] body = response.getBody(byte[].class).orElseGet(() -> new byte[0]);
    String type = response.getContentType().map(MediaType::getName).orElse("");
    if (response.code() < 300 && body.length == 0) {
      return new Outcome.Done(NOTHING);
    }
    if (response.code() < 300 && type.equals(MediaType.APPLICATION_JSON)) {
      return new Outcome.Done(body);
    }
    if (response.code() >= 400 && type.equals(Problem.MEDIA_TYPE) && body.length > 0) {
      return new Outcome.Refused(body);
    }
    return new Outcome.Unanswered();
  }

  /// Once, on another api: when the first can't be reached nothing was done yet; when the
  /// connection broke it may have been. A slow api is not asked again, it has enough to do.
  private static boolean mayRepeat(Call call, Throwable failure) {
    return neverArrived(failure)
        || (call.repeatable()
            && !(failure instanceof ReadTimeoutException)
            && !(failure instanceof TimeoutException));
  }

  private static boolean neverArrived(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ConnectException || each instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
