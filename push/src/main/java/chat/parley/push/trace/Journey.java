package chat.parley.push.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/// One event that is followed through this node. Safe for any thread.
public final class Journey {
  private final Tracer tracer;
  private final Span received;

  Journey(Tracer tracer, Span received) {
    this.tracer = tracer;
    this.received = received;
  }

  /// The feed has taken it: it is handed on, or waits for what is before it.
  public void taken() {
    received.end();
  }

  /// A loop begins to write it.
  ///
  /// @param sockets how many of that loop get it
  /// @return to be ended when it is flushed
  public Span writing(int sockets) {
    return tracer
        .spanBuilder("push write")
        .setParent(Context.root().with(received))
        .setAttribute("parley.sockets", sockets)
        .startSpan();
  }
}
