package chat.parley.api.deletion;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.Deletions;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.participant.DeletedParticipants;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.api.user.EndedUsers;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/// Deleting one's own account.
@Controller("/v1/users/me")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class DeletionController {
  private final Deletions deletions;
  private final DeletedParticipants participants;
  private final EndedUsers users;
  private final RateLimits limits;

  DeletionController(
      Deletions deletions, DeletedParticipants participants, EndedUsers users, RateLimits limits) {
    this.deletions = deletions;
    this.participants = participants;
    this.users = users;
    this.limits = limits;
  }

  /// Deletes the caller's account. Its messages stay, as those of a deleted user.
  @Delete
  @Refuses(with403 = ErrorCode.INVALID_CREDENTIALS)
  HttpResponse<Void> delete(@Valid @Body DeletionRequest body, Caller caller) {
    if (limits.admit(Limit.PASSWORD_CHECKS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    EndedUsers.Farewell farewell = users.prepare(caller.user());
    if (!deletions.delete(caller.user(), requireNonNull(body.password()))) {
      return Problems.refuse(
          Problem.of(ErrorCode.INVALID_CREDENTIALS, "The password is another.").withStatus(403));
    }
    users.tell(farewell);
    participants.wake();
    return HttpResponse.noContent();
  }
}
