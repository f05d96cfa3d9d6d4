package chat.parley.api.search;

import chat.parley.api.system.LostDependency;
import chat.parley.api.word.Words;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the words of messages that have none: what was sent before there were words, by a program
/// that makes none, or lost them because only a capital or a full stop was changed.
///
/// Every api does it, in small batches, each a transaction of its own. What one pass leaves is the
/// next one's; where it stands is in the messages themselves.
@Singleton
class TermFilling {
  private static final Logger LOG = LoggerFactory.getLogger(TermFilling.class);
  private static final int BATCH = 200;
  private static final int MOST_BATCHES = 25;

  private final TermRepository messages;

  TermFilling(TermRepository messages) {
    this.messages = messages;
  }

  @Scheduled(
      initialDelay = "${parley.search.fill-interval:5s}",
      fixedDelay = "${parley.search.fill-interval:5s}")
  void fill() {
    // Loads the dictionaries, a tenth of a second, before somebody who sends has to wait for it.
    Words.of("");
    try {
      for (int i = 0; i < MOST_BATCHES && messages.fill(BATCH) == BATCH; i++) {
        LOG.debug("the words of {} more messages", BATCH);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "some messages can't be found yet: {}",
          e.toString(),
          LostDependency.isBehind(e) ? null : e);
    }
  }
}
