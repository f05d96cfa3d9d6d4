package chat.parley.api.retention;

import chat.parley.api.system.Loop;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes messages that are older than they are to be kept, as long as the api runs.
///
/// It walks through the conversations by their ids and looks at the oldest message of each, so
/// there is no list of work: whoever dies is carried on by any api's next walk. Nothing tells
/// clients; what they have in their own memory is theirs to forget.
@Singleton
class Retention implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int CONVERSATIONS_AT_ONCE = 1_000;

  private final RetentionRepository repository;
  private final RetentionSettings settings;
  private final Map<Conversation.Type, Duration> ages;
  private final Backoff backoff;
  private final Loop loop;
  private final Counter removed;

  /// The loop's own, like what follows.
  private final Deque<RetentionRepository.Due> due = new ArrayDeque<>();

  private @Nullable ConversationId walkedTo;

  Retention(RetentionRepository repository, RetentionSettings settings, MeterRegistry meters) {
    this.repository = repository;
    this.settings = settings;
    this.ages = settings.ages();
    this.removed = meters.counter("parley.retention.removed");
    this.backoff =
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new SplittableRandom());
    this.loop =
        new Loop(
            "retention",
            this::step,
            backoff,
            new Loop.Report(LOG, "messages are kept for now", "old messages are removed again"));
  }

  /// The first walk begins at some time within the interval's first tenth, not everywhere at
  /// once.
  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (!ages.isEmpty()) {
      loop.start(backoff.jittered(settings.interval().dividedBy(10)));
    }
  }

  private Duration step() {
    RetentionRepository.Due next = due.peek();
    return next == null ? walk() : remove(next);
  }

  private Duration walk() {
    RetentionRepository.Step step = repository.walk(walkedTo, CONVERSATIONS_AT_ONCE, ages);
    due.addAll(step.due());
    walkedTo = step.next();
    return walkedTo == null && due.isEmpty()
        ? backoff.jittered(settings.interval())
        : settings.pause();
  }

  private Duration remove(RetentionRepository.Due next) {
    int count = repository.remove(next, settings.batch());
    if (count < 0) {
      // Another api is at it; it may come to its end without this one.
      due.clear();
      walkedTo = null;
      return backoff.jittered(settings.interval());
    }
    removed.increment(count);
    if (count < settings.batch()) {
      due.remove();
    }
    return due.isEmpty() && walkedTo == null
        ? backoff.jittered(settings.interval())
        : settings.pause();
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close();
  }
}
