package chat.parley.push.trace;

import chat.parley.shared.pubsub.Listener;
import chat.parley.shared.pubsub.Subscriptions;
import chat.parley.shared.redis.Envelope;
import chat.parley.shared.trace.TraceNote;
import chat.parley.shared.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knows which of the events that are about to come are followed. Safe for any thread.
///
/// An api says it right before it publishes the event, on the same connection, and Redis keeps
/// that order towards this node. What is noted of an event that never comes is forgotten when
/// others have taken its room.
@Singleton
public final class Journeys {
  private static final int MOST = 1_000;

  private final Tracing tracing;
  private final Subscriptions subscriptions;

  /// Guarded by itself.
  private final Map<Place, SpanContext> noted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, SpanContext> eldest) {
          return size() > MOST;
        }
      };

  Journeys(Tracing tracing, Subscriptions subscriptions) {
    this.tracing = tracing;
    this.subscriptions = subscriptions;
    if (tracing.isOn()) {
      Notes notes = new Notes();
      subscriptions
          .channelInEachPart(TraceNote.CHANNELS)
          .forEach(channel -> subscriptions.subscribe(channel, notes));
    }
  }

  /// @param channel on which the event came
  /// @return `null` for what nobody follows
  public @Nullable Journey of(String channel, Envelope event) {
    if (!tracing.isOn() || !event.kind().isDurable()) {
      return null;
    }
    SpanContext parent;
    synchronized (noted) {
      parent = noted.remove(new Place(channel, event.seq()));
    }
    return parent == null ? null : begun(parent, event);
  }

  private Journey begun(SpanContext parent, Envelope event) {
    Span received =
        tracing
            .tracer()
            .spanBuilder("push receive")
            .setParent(Tracing.below(parent))
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "redis")
            .setAttribute("parley.seq", event.seq())
            .startSpan();
    return new Journey(tracing.tracer(), received);
  }

  private void note(TraceNote note) {
    // All nodes hear of all that is followed; who has nobody in the conversation hears no more.
    if (subscriptions.isWanted(note.channel())) {
      synchronized (noted) {
        noted.put(new Place(note.channel(), note.seq()), note.parent());
      }
    }
  }

  private record Place(String channel, long seq) {}

  private final class Notes implements Listener {
    @Override
    public void subscribed() {
      // What was noted while it was away is a trace that ends at the api.
    }

    @Override
    public void doubtful() {
      // The same.
    }

    @Override
    public void message(byte[] bytes) {
      TraceNote.decode(bytes).ifPresent(Journeys.this::note);
    }
  }
}
