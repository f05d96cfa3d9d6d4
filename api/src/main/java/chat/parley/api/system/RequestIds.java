package chat.parley.api.system;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Gives each request its `X-Request-Id`, the client's own where that is well formed, and
/// completes every problem document with it and with the path.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class RequestIds implements Ordered {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "parley.request-id";
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /// Outermost: what any other filter refuses has its request id too.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @RequestFilter
  void assign(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, idOf(request));
  }

  @ResponseFilter
  void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String id = of(request);
    response.getHeaders().set(HEADER, id);
    if (response.code() == ErrorCode.FORBIDDEN.status() && response.body() == null) {
      // The server's own refusal of a page's question (CORS).
      response.body(Problem.of(ErrorCode.FORBIDDEN, "Pages from this origin may not do this."));
    }
    if (response.body() instanceof Problem problem) {
      response.body(problem.at(request.getPath(), id));
      response.contentType(Problem.MEDIA_TYPE);
    }
  }

  /// Also for what is no request at all: that is refused before any filter sees it.
  static String of(HttpRequest<?> request) {
    Optional<String> assigned = request.getAttribute(ATTRIBUTE, String.class);
    if (assigned.isPresent()) {
      return assigned.get();
    }
    String id = idOf(request);
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static String idOf(HttpRequest<?> request) {
    String given = request.getHeaders().get(HEADER);
    return given != null && WELL_FORMED.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }
}
