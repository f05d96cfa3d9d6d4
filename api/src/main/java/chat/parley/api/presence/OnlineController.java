package chat.parley.api.presence;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.UserCursor;
import chat.parley.shared.event.User;
import chat.parley.shared.id.ConversationId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// Who of a conversation is online.
@Controller("/v1/conversations/{id}/online")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class OnlineController {
  private final PresenceService presence;

  OnlineController(PresenceService presence) {
    this.presence = presence;
  }

  /// Who of a conversation is online.
  @Get
  HttpResponse<Page<User>> list(
      @PathVariable ConversationId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    // One more than the page holds tells whether there is another page.
    return presence
        .participants(id, caller.user(), UserCursor.after(cursor), limit + 1)
        .<HttpResponse<Page<User>>>map(
            found -> HttpResponse.ok(UserCursor.page(found, limit, User::id)))
        .orElseGet(Problems::notFound);
  }
}
