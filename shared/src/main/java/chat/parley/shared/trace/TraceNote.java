package chat.parley.shared.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says of an event that follows on a connection to Redis to what trace it belongs. It goes on a
/// channel of its own beside the event's, so no node has to understand it, and an event is the
/// same bytes with it and without.
///
/// `parley:c:… 42 00-4bf9…-01`: the event's channel, its number, and the `traceparent` of W3C.
///
/// @param channel on which the event goes
/// @param seq its position in its conversation
/// @param parent the span that published it
public record TraceNote(String channel, long seq, SpanContext parent) {
  /// What the channels of notes begin with: there is one for each part of the channels.
  public static final String CHANNELS = "parley:traces:";
  public static final String HEADER = "traceparent";

  public byte[] encode() {
    return (channel + " " + seq + " " + written(parent)).getBytes(StandardCharsets.US_ASCII);
  }

  /// @return nothing for what no version known here has sent
  public static Optional<TraceNote> decode(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", 4);
    if (parts.length != 3) {
      return Optional.empty();
    }
    SpanContext parent = read(parts[2]);
    try {
      return parent.isValid()
          ? Optional.of(new TraceNote(parts[0], Long.parseLong(parts[1]), parent))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String written(SpanContext span) {
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(
            Tracing.below(span),
            headers,
            (into, name, value) -> {
              if (into != null) {
                into.put(name, value);
              }
            });
    return headers.getOrDefault(HEADER, "");
  }

  /// @param traceparent as in the header; anything, for clients send it
  /// @return an invalid one for what is none
  public static SpanContext read(@Nullable String traceparent) {
    if (traceparent == null) {
      return SpanContext.getInvalid();
    }
    return Span.fromContext(
            W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent, new Header()))
        .getSpanContext();
  }

  /// The one header that there is.
  private static final class Header implements TextMapGetter<String> {
    @Override
    public Iterable<String> keys(String value) {
      return Collections.singleton(HEADER);
    }

    @Override
    public @Nullable String get(@Nullable String value, String name) {
      return name.equals(HEADER) ? value : null;
    }
  }
}
