package chat.parley.api.moderation;

import chat.parley.api.session.EndedSessions;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Suspends and restores accounts.
@Singleton
class Suspensions {
  private final SuspensionRepository repository;
  private final EndedSessions sessions;

  Suspensions(SuspensionRepository repository, EndedSessions sessions) {
    this.repository = repository;
    this.sessions = sessions;
  }

  /// Once more is no error: the later ruling replaces the earlier one.
  StandingResult suspend(UserId admin, UserId user, String reason, @Nullable Instant until) {
    StandingResult result = repository.suspend(admin, user, reason, until);
    if (result instanceof StandingResult.Done done) {
      sessions.suspended(user, done.sessions());
    }
    return result;
  }

  StandingResult restore(UserId admin, UserId user) {
    StandingResult result = repository.restore(admin, user);
    if (result instanceof StandingResult.Done) {
      sessions.restored();
    }
    return result;
  }
}
