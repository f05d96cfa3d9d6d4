package chat.parley.shared.trace;

import io.micronaut.context.annotation.Property;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The spans of this process, and their way to the collector: in batches, from a thread of its
/// own, with a bounded queue. A collector that is slow or away costs spans, never requests.
/// Safe for any thread.
@Singleton
public final class Tracing {
  private static final String SCOPE = "chat.parley";
  private static final long CLOSING_SECONDS = 2;

  /// `null` where nothing is traced.
  private final @Nullable SdkTracerProvider provider;

  private final Tracer tracer;

  Tracing(TracingSettings settings, @Property(name = "micronaut.application.name") String service) {
    URI endpoint = settings.endpoint();
    this.provider = endpoint == null ? null : Exported.provider(endpoint, settings, service);
    this.tracer = (provider == null ? TracerProvider.noop() : provider).get(SCOPE);
  }

  public boolean isOn() {
    return provider != null;
  }

  public Tracer tracer() {
    return tracer;
  }

  /// A context for the children of a span that this thread, or this process, did not begin.
  public static Context below(SpanContext parent) {
    return Context.root().with(Span.wrap(parent));
  }

  /// What has ended lately is still sent.
  @PreDestroy
  void close() {
    if (provider != null) {
      provider.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Loaded only where it is used: a start without tracing is none the slower.
  private static final class Exported {
    static SdkTracerProvider provider(URI endpoint, TracingSettings settings, String service) {
      return SdkTracerProvider.builder()
          .setResource(
              Resource.create(
                  Attributes.builder()
                      .put("service.namespace", "parley")
                      .put("service.name", service)
                      .put("service.instance.id", UUID.randomUUID().toString())
                      .build()))
          // What was begun as sampled elsewhere goes on as such: see TracingSettings.parents.
          .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
          .addSpanProcessor(
              BatchSpanProcessor.builder(
                      OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build())
                  .setScheduleDelay(settings.interval())
                  .build())
          .build();
    }
  }
}
