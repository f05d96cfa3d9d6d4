package chat.parley.api.receipt;

import chat.parley.api.system.Caller;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// What is left to read.
@Controller("/v1/conversations/unread")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class UnreadController {
  private final UnreadRepository unread;

  UnreadController(UnreadRepository unread) {
    this.unread = unread;
  }

  /// How much the caller has not read, altogether and in each conversation where there is any.
  @Get
  HttpResponse<UnreadCounts> unread(Caller caller) {
    return HttpResponse.ok(unread.of(caller.user()));
  }
}
