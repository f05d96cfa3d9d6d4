package chat.parley.api.trace;

import chat.parley.shared.trace.TraceNote;
import chat.parley.shared.trace.Tracing;
import chat.parley.shared.trace.TracingSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;

/// A span for each request. Of what a client sends it has the method alone: the path is the
/// route's, without the ids in it, and no header and no body is looked at.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = TracingSettings.ENDPOINT)
class TracedRequests implements Ordered {
  private static final String ATTRIBUTE = "parley.span";
  private static final int FIRST_SERVER_ERROR = 500;

  private final Tracing tracing;
  private final TracingSettings settings;

  TracedRequests(Tracing tracing, TracingSettings settings) {
    this.tracing = tracing;
    this.settings = settings;
  }

  /// Right after the request has its id: what other filters do is part of the time.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    String route = BasicHttpAttributes.getUriTemplate(request).orElse("(no route)");
    Span span =
        tracing
            .tracer()
            .spanBuilder(request.getMethodName() + " " + route)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parentOf(request))
            .setAttribute("http.request.method", request.getMethodName())
            .setAttribute("http.route", route)
            .startSpan();
    request.setAttribute(ATTRIBUTE, span);
    context.add(new CurrentSpan(span));
  }

  private Context parentOf(HttpRequest<?> request) {
    return settings.parents()
        ? Tracing.below(TraceNote.read(request.getHeaders().get(TraceNote.HEADER)))
        : Context.root();
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(ATTRIBUTE, Span.class)
        .ifPresent(
            span -> {
              span.setAttribute("http.response.status_code", response.code());
              if (response.code() >= FIRST_SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
              }
              span.end();
            });
  }
}
