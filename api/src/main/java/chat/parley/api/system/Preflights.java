package chat.parley.api.system;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.http.server.cors.CorsUtil;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// Completes the answers to what browsers ask before a page's request (CORS) like all others: the
/// server gives them before a route is looked for, and filters after that don't see them.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class Preflights implements Ordered, ConditionalFilter {
  private final RequestIds ids;

  Preflights(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return CorsUtil.isPreflightRequest(request);
  }

  /// Outermost.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @PreMatching
  @RequestFilter
  Publisher<MutableHttpResponse<?>> complete(
      HttpRequest<?> request, FilterContinuation<Publisher<MutableHttpResponse<?>>> continuation) {
    return Flux.from(continuation.proceed()).doOnNext(response -> ids.complete(request, response));
  }
}
