package chat.parley.api.media;

import chat.parley.api.storage.Storage;
import chat.parley.api.system.Loop;
import chat.parley.shared.redis.Backoff;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes contents that nobody has any more, moments after the last one who had them is gone.
/// From the commit that took it away nobody reaches them in any case: what leads to them is its
/// row.
///
/// First the row of the content goes, in a transaction that finds it without media; then its
/// bytes; then the note that there was something to do. Whoever dies in between leaves the note,
/// and the next one begins at its beginning. Two apis at once do no harm: what is deleted twice
/// is deleted.
@Singleton
class ContentRemovals implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(ContentRemovals.class);
  private static final Duration BACKOFF = Duration.ofSeconds(1);
  private static final int BATCH = 100;

  private final RemovalRepository repository;
  private final Storage storage;
  private final Duration interval;
  private final Loop loop;

  ContentRemovals(RemovalRepository repository, Storage storage, MediaSettings settings) {
    this.repository = repository;
    this.storage = storage;
    this.interval = settings.removalInterval();
    this.loop =
        new Loop(
            "media-removals",
            this::pass,
            new Backoff(BACKOFF, Duration.ofSeconds(30), new SplittableRandom()),
            new Loop.Report(
                LOG,
                "files that nobody has any more can't be deleted",
                "files that nobody has any more are deleted again"));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    loop.start(interval);
  }

  private Duration pass() {
    List<RemovalRepository.Removal> removals = repository.next(BATCH);
    if (removals.isEmpty()) {
      return interval;
    }
    for (ContentId content : repository.removeUnused(removals)) {
      storage.delete(content.thumbnailKey());
      storage.delete(content.key());
    }
    repository.done(removals);
    return Duration.ZERO;
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close();
  }
}
