package chat.parley.api.trace;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/// Makes the request's span the current one wherever the framework carries the request: on the
/// event loop, and on the virtual thread that may wait.
record CurrentSpan(Span span) implements ThreadPropagatedContextElement<Scope> {
  @Override
  @SuppressWarnings("MustBeClosedChecker") // By restoreThreadContext, which always follows.
  public Scope updateThreadContext() {
    return span.makeCurrent();
  }

  @Override
  public void restoreThreadContext(@Nullable Scope opened) {
    if (opened != null) {
      opened.close();
    }
  }
}
