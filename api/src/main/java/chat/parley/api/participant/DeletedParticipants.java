package chat.parley.api.participant;

import chat.parley.api.system.Loop;
import chat.parley.shared.redis.Backoff;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes people whose accounts are deleted out of their groups and channels, one by one, as if
/// they had left each. Not part of the deletion: somebody may be in a thousand.
///
/// It looks for deleted accounts that still take part, not for a list of work, so whoever dies in
/// the middle is carried on by any api, and a membership that began in the moment of the deletion
/// ends, too. Two apis at the same one: the second finds nothing to do.
@Singleton
public class DeletedParticipants implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedParticipants.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final DeletedParticipantRepository repository;
  private final Removals removals;
  private final Loop loop =
      new Loop(
          "deleted-people",
          this::leave,
          new Backoff(INTERVAL, INTERVAL, new SplittableRandom()),
          new Loop.Report(
              LOG,
              "deleted people are still in their groups",
              "deleted people leave their groups again"));

  DeletedParticipants(DeletedParticipantRepository repository, Removals removals) {
    this.repository = repository;
    this.removals = removals;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    loop.start(INTERVAL);
  }

  /// Never blocks.
  public void wake() {
    loop.wake();
  }

  private Duration leave() {
    List<RuntimeException> failures = new ArrayList<>();
    boolean isGettingOn = true;
    while (!loop.isClosing() && isGettingOn) {
      failures.clear();
      isGettingOn = leave(repository.remaining(), failures);
    }
    repository.markDeparted();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return INTERVAL;
  }

  /// @param failures gets those of them: one that can't be left is not to keep the others in
  /// @return whether somebody left something, so that looking again is of use
  private boolean leave(
      List<DeletedParticipantRepository.Membership> remaining, List<RuntimeException> failures) {
    for (DeletedParticipantRepository.Membership each : remaining) {
      try {
        removals.leaveDeleted(each.conversation(), each.user());
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    return failures.size() < remaining.size();
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close();
  }
}
