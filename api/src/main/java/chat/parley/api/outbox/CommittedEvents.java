package chat.parley.api.outbox;

import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fast path for changes that are rare and consist of several events: they are read back from
/// the log, as a replay or the relay would read them, so they need no second way of being put
/// together.
@Singleton
public class CommittedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(CommittedEvents.class);

  private final Rendering rendering;
  private final Publisher publisher;

  CommittedEvents(Rendering rendering, Publisher publisher) {
    this.rendering = rendering;
    this.publisher = publisher;
  }

  /// Call it after the commit. It never fails: the change is made, and the outbox has its events.
  public void publish(List<OutboxRow> rows) {
    try {
      if (!rows.isEmpty()) {
        publisher.publish(rendering.render(rows));
      }
    } catch (RuntimeException e) {
      LOG.warn("the relay has to publish what was just committed: {}", e.toString());
    }
  }
}
