package chat.parley.api.participant;

import chat.parley.api.system.LostDependency;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes people whose accounts are deleted out of their groups and channels, one by one, as if
/// they had left each. Not part of the deletion: somebody may be in a thousand.
///
/// It looks for deleted accounts that still take part, not for a list of work, so whoever dies in
/// the middle is carried on by any api, and a membership that began in the moment of the deletion
/// ends, too. Two apis at the same one: the second finds nothing to do. One thread.
@Singleton
public class DeletedParticipants implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedParticipants.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final DeletedParticipantRepository repository;
  private final Removals removals;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("deleted-people").unstarted(this::run);

  private volatile boolean closing;

  /// The loop's own.
  private boolean isInTrouble;

  DeletedParticipants(DeletedParticipantRepository repository, Removals removals) {
    this.repository = repository;
    this.removals = removals;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    thread.start();
  }

  /// Never blocks.
  public void wake() {
    news.release();
  }

  private void run() {
    try {
      while (!closing) {
        if (news.tryAcquire(INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
          news.drainPermits();
        }
        step();
      }
    } catch (InterruptedException e) {
      LOG.debug("others take who is left out of their groups");
    }
  }

  private void step() {
    try {
      boolean isGettingOn = true;
      while (!closing && isGettingOn) {
        isGettingOn = leave(repository.remaining());
      }
      repository.markDeparted();
      isInTrouble = false;
    } catch (RuntimeException | Error e) {
      trouble(e);
    }
  }

  /// @return whether somebody left something, so that looking again is of use
  private boolean leave(List<DeletedParticipantRepository.Membership> remaining) {
    boolean isGettingOn = false;
    for (DeletedParticipantRepository.Membership each : remaining) {
      try {
        removals.leaveDeleted(each.conversation(), each.user());
        isGettingOn = true;
      } catch (RuntimeException e) {
        // One that can't be left is not to keep the others in.
        trouble(e);
      }
    }
    return isGettingOn;
  }

  private void trouble(Throwable failure) {
    if (!isInTrouble) {
      LOG.warn(
          "deleted people are still in their groups: {}",
          failure.toString(),
          LostDependency.isBehind(failure) ? null : failure);
      isInTrouble = true;
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing = true;
    wake();
    if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
      thread.interrupt();
    }
  }
}
