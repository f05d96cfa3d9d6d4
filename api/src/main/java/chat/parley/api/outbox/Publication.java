package chat.parley.api.outbox;

import chat.parley.shared.redis.Envelope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/// A committed event on its way to Redis.
///
/// @param id the row that remembers it until Redis has it
/// @param cause the span of the request that caused it, invalid where that isn't traced
public record Publication(OutboxId id, String channel, Envelope envelope, SpanContext cause) {
  /// Caused by what this thread does.
  public Publication(OutboxId id, String channel, Envelope envelope) {
    this(id, channel, envelope, Span.current().getSpanContext());
  }

  public Publication causedBy(SpanContext other) {
    return new Publication(id, channel, envelope, other);
  }
}
