package chat.parley.api.moderation;

import chat.parley.api.account.Admins;
import chat.parley.api.message.Removals;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Taking away what may not stay.
@Controller("/v1/admin/messages/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class RemovalController {
  private final Removals removals;
  private final Admins admins;

  RemovalController(Removals removals, Admins admins) {
    this.removals = removals;
    this.admins = admins;
  }

  /// Deletes a message for everyone, in whatever conversation it is. Once more changes nothing.
  @Delete
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Void> remove(@PathVariable MessageId id, Caller caller) {
    if (!admins.isAdmin(caller.user())) {
      return Admins.refusal();
    }
    return removals.remove(id, caller.user()) ? HttpResponse.noContent() : Problems.notFound();
  }
}
