package chat.parley.api.system;

import chat.parley.shared.log.LogSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in each line that a request leaves in the log which request it was, and which trace, where
/// the log has room for it.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = LogSettings.FORMAT, value = LogSettings.JSON)
class RequestLogContext implements Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLogContext.class);

  /// After the request has its id and its span.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @RequestFilter
  void enter(HttpRequest<?> request, MutablePropagatedContext context) {
    SpanContext span = Span.current().getSpanContext();
    String id = RequestIds.of(request);
    context.add(
        new MdcPropagationContext(
            span.isValid()
                ? Map.of(
                    "request_id", id, "trace_id", span.getTraceId(), "span_id", span.getSpanId())
                : Map.of("request_id", id)));
  }

  /// The route, not the path: what people look for stands in that.
  @ResponseFilter
  void leave(HttpRequest<?> request, HttpResponse<?> response) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} {}: {}",
          request.getMethodName(),
          BasicHttpAttributes.getUriTemplate(request).orElse("(no route)"),
          response.code());
    }
  }
}
