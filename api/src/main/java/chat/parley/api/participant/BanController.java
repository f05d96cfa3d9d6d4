package chat.parley.api.participant;

import chat.parley.api.role.Ruling;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Refuses;
import chat.parley.api.system.UserCursor;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// Who is kept out of a conversation.
@Controller("/v1/conversations/{id}/bans")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class BanController {
  private final Bans bans;

  BanController(Bans bans) {
    this.bans = bans;
  }

  /// Puts somebody out and keeps them out.
  @Put("/{user}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> ban(
      @PathVariable ConversationId id, @PathVariable UserId user, Caller caller) {
    return MembershipProblems.answer(
        bans.ban(id, caller.user(), user), banned -> HttpResponse.noContent());
  }

  /// Lets somebody in again.
  @Delete("/{user}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> lift(
      @PathVariable ConversationId id, @PathVariable UserId user, Caller caller) {
    return MembershipProblems.answer(
        bans.lift(id, caller.user(), user), lifted -> HttpResponse.noContent());
  }

  /// Who is kept out of a conversation.
  @Get
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Page<Ban>> banned(
      @PathVariable ConversationId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    UserId after = UserCursor.after(cursor);
    Ruling ruling = bans.mayRead(id, caller.user());
    return ruling.isAllowed()
        ? HttpResponse.ok(
            UserCursor.page(
                bans.page(id, caller.user(), after, limit + 1), limit, ban -> ban.user().id()))
        : ruling.refusal();
  }
}
