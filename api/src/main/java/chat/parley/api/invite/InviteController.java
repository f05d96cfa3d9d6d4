package chat.parley.api.invite;

import chat.parley.api.role.Ruling;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The invites of a conversation.
@Controller("/v1/conversations/{id}/invites")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class InviteController {
  private final Invites invites;

  InviteController(Invites invites) {
    this.invites = invites;
  }

  /// Makes an invite.
  @Post
  @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Invite> invite(
      @PathVariable ConversationId id, @Nullable @Valid @Body InviteRequest body, Caller caller) {
    InviteRequest wanted = body == null ? InviteRequest.UNLIMITED : body;
    return switch (invites.make(id, caller.user(), wanted)) {
      case InviteResult.Made made -> HttpResponse.created(made.invite());
      case InviteResult.Refused refused -> refused.ruling().refusal();
    };
  }

  /// The invites that have not expired, the newest first.
  @Get
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Page<Invite>> invites(
      @PathVariable ConversationId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    InvitePlace after = cursor == null ? null : InvitePlace.parse(cursor);
    Ruling ruling = invites.mayManage(id, caller.user());
    return ruling.isAllowed()
        ? HttpResponse.ok(Page.of(invites.page(id, after, limit + 1), limit, InvitePlace::cursor))
        : ruling.refusal();
  }

  /// Takes an invite back. Who came by it stays.
  @Delete("/{code}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> revokeInvite(
      @PathVariable ConversationId id, @PathVariable String code, Caller caller) {
    Ruling ruling = invites.mayManage(id, caller.user());
    if (!ruling.isAllowed()) {
      return ruling.refusal();
    }
    return InviteCode.parse(code).filter(known -> invites.revoke(id, known)).isPresent()
        ? HttpResponse.noContent()
        : Problems.notFound();
  }
}
